using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Tests.Config;

/// <summary>Whatever a text says, reading it ends with a job or with errors.</summary>
public sealed class JobConfigFuzzTests
{
    private static readonly string[] Scraps =
    [
        "1", "-1", "0", "99999999999999999999", "1e9", "20MB/s", "True", "now", "/a", "/", "a/", "..", "***", "https://h", "http://u:***@h:1", "[::1]:9",
        "https://[", "://", "@", "%zz", "\"", "\"\"", "'", "\\", "**/[!a-", "[]]", "2024-01-01", "9999-12-31 23:59:59", "1970-01-01 00:00:00 +14:00", "gbk", "\u0000", "\ud800",
        "密", new string('*', 2000), new string('9', 400),
    ];

    [Property(MaxTest = 500)]
    public void Any_text_is_answered(string? text) => AssertAnswered(text ?? "");

    [Property(MaxTest = 1000)]
    public Property Any_lines_of_known_keys_are_answered()
    {
        var line =
            from key in Gen.Elements(JobKeys.All.Select(key => key.Name).ToArray())
            from separator in Gen.Elements(":", "=", " : ", "")
            from value in Gen.OneOf(Gen.Elements(Scraps), ArbMap.Default.GeneratorFor<string>(), Gen.Elements("diskfile", "s3file"))
            select key + separator + value;

        return Prop.ForAll(Gen.ListOf(line).ToArbitrary(), lines => AssertAnswered(string.Join('\n', lines)));
    }

    [Property(MaxTest = 500)]
    public Property Any_value_of_any_key_beside_good_ones_is_answered()
    {
        var edit =
            from key in Gen.Elements(JobKeys.All.Select(key => key.Name).ToArray())
            from value in Gen.Elements(Scraps)
            select $"{key}: {value}\n";

        return Prop.ForAll(edit.ToArbitrary(), line => AssertAnswered(line + Configs.S3ToS3));
    }

    [Fact]
    public void Hostile_text_is_answered_soon()
    {
        var texts = new[]
        {
            string.Concat(Enumerable.Repeat("unknown-key-of-some-length: x\n", 30_000)),
            new string(':', 1 << 20),
            "src-include: " + string.Concat(Enumerable.Repeat("**a,", 200_000)),
            new string('\n', 1 << 20),
        };

        var watch = Stopwatch.StartNew();
        Array.ForEach(texts, AssertAnswered);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed}");
    }

    private static void AssertAnswered(string text)
    {
        var result = Configs.Parse(text);

        Assert.Equal(result.Errors.Count == 0, result.Spec is not null);
        Assert.Equal(result.Spec is not null, result.Secrets is not null);
        Assert.All(result.Errors, error => Assert.NotEmpty(error.Message));
    }
}
