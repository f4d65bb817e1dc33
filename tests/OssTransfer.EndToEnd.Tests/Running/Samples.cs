namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>Content to migrate.</summary>
internal static class Samples
{
    public const int LargeBytes = (33 << 20) + 5;

    /// <summary>Names that a file system takes.</summary>
    public static IReadOnlyList<string> OddFiles { get; } =
        [
            "a b  c",
            "100%+1=101%2B",
            "#hash?query&amp;",
            "-dash",
            "'single' \"double\"",
            "中文 文件.txt",
            "naïve 😀",
            ".hidden",
            "tab\there",
            "deep/er/and/deeper/x",
            new('n', 250),
        ];

    /// <summary>Keys that a store takes and most file systems don't.</summary>
    public static IReadOnlyList<string> OddKeys { get; } =
        [.. OddFiles, "a//b", "/leading", "dir/", "a/../b", "..", "both", "both/child", "ctrl\u0001\u001f", new('k', 1024)];

    /// <summary>Bytes that are the same in every run and different for every seed.</summary>
    public static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
