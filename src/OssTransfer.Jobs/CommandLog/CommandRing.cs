using System.IO.Compression;
using OssTransfer.Contracts.Cluster;

namespace OssTransfer.Jobs.CommandLog;

/// <summary>The latest commands of a cluster in the order in which they were answered. Stored compressed; it never grows over its bound.</summary>
public sealed record CommandRing
{
    /// <summary>Commands that are kept.</summary>
    public const int Kept = 1000;

    private const int Present = 1;
    private const int LongestText = 500;

    /// <summary>No commands.</summary>
    public static CommandRing Empty { get; } = new();

    /// <summary>Counts changes of the stored form.</summary>
    public int Version { get; init; } = Present;

    /// <summary>The commands, the latest last.</summary>
    public IReadOnlyList<LoggedCommand> Commands { get; init => field = value ?? []; } = [];

    /// <summary>Adds a command; the same ring where it is there already.</summary>
    public CommandRing Add(LoggedCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (Commands.Any(known => known.Id == command.Id && known.Command == command.Command))
        {
            return this;
        }

        var kept = command with { Who = Short(command.Who), Message = Short(command.Message) };
        return this with { Commands = [.. Commands.TakeLast(Kept - 1), kept] };
    }

    /// <summary>The last commands, of one job or of all.</summary>
    public IReadOnlyList<LoggedCommand> Last(int count, string? jobId) =>
        [.. Commands.Where(command => jobId is null || command.JobId == jobId).TakeLast(count)];

    /// <summary>The stored form.</summary>
    public static byte[] Encode(CommandRing ring)
    {
        using var stored = new MemoryStream();
        using (var compressed = new BrotliStream(stored, CompressionLevel.Fastest))
        {
            compressed.Write(RecordJson.Encode(ring));
        }

        return stored.ToArray();
    }

    /// <summary>Reads the stored form; nothing where nothing was stored.</summary>
    /// <exception cref="InvalidDataException">A newer version of the program wrote it.</exception>
    public static CommandRing Decode(byte[] stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (stored.Length == 0)
        {
            return Empty;
        }

        using var compressed = new BrotliStream(new MemoryStream(stored), CompressionMode.Decompress);
        var ring = RecordJson.Decode<CommandRing>(compressed);
        return ring.Version <= Present
            ? ring
            : throw new InvalidDataException($"The commands were stored by a newer version (form {ring.Version}, this one knows {Present}).");
    }

    private static string Short(string text) => text.Length <= LongestText ? text : text[..LongestText] + "...";
}
