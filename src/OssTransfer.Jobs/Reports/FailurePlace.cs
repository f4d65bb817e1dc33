using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace OssTransfer.Jobs.Reports;

/// <summary>A place in the list of what failed in a run, or of what vanished: right before the entry that it names.</summary>
/// <param name="Part">Which of the lists that stand one after the other.</param>
/// <param name="Shard">The shard's number in it, or the line of the index.</param>
/// <param name="Entry">The entry there.</param>
public readonly record struct FailurePlace(int Part, int Shard, int Entry)
{
    /// <summary>The place as an opaque text for callers. It is valid for this run of this incarnation of the job only.</summary>
    public string ToCursor(ulong incarnation, int run) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{(uint)(incarnation ^ (incarnation >> 32)):x8}.{run}.{Part}.{Shard}.{Entry}")));

    /// <summary>Back from <see cref="ToCursor"/>; null: it is none, or of another run.</summary>
    public static FailurePlace? FromCursor(string cursor, ulong incarnation, int run)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        var numbers = Base64Url.IsValid(cursor) ? Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('.') : [];
        return numbers.Length == 5
            && Number(numbers[2]) is { } part && Number(numbers[3]) is { } shard && Number(numbers[4]) is { } entry
            && new FailurePlace(part, shard, entry) is var place && place.ToCursor(incarnation, run) == cursor
            ? place
            : null;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
