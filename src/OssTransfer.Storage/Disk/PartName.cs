using System.Text;

namespace OssTransfer.Storage.Disk;

/// <summary>Names of unfinished files: <c>.osstransfer-NAME.part</c>. A listing skips them, a key can't have one.</summary>
internal static class PartName
{
    private const int MaxWriteNameLength = 80;

    public static bool Matches(ReadOnlySpan<byte> name) => name.StartsWith(".osstransfer-"u8) && name.EndsWith(".part"u8);

    /// <summary>The name, ending with NUL.</summary>
    public static byte[] Of(string writeName) => Encoding.ASCII.GetBytes($".osstransfer-{writeName}.part\0");

    /// <summary>The caller's name of the write, or a new one.</summary>
    /// <exception cref="ArgumentException">Not made of letters, digits and '-', or too long.</exception>
    public static string WriteNameOf(WriteTarget target)
    {
        var writeName = target.WriteName ?? Guid.NewGuid().ToString("N");
        return IsWriteName(writeName)
            ? writeName
            : throw new ArgumentException($"A write is named by letters, digits and '-', at most {MaxWriteNameLength}, not '{writeName}'.", nameof(target));
    }

    public static bool IsWriteName(string writeName) =>
        writeName.Length is > 0 and <= MaxWriteNameLength && writeName.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
