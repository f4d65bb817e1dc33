using System.Text;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Listing;

/// <summary>Whether a page may follow what was listed before, and where the listing goes on: pure decisions.</summary>
internal static class ListingRules
{
    /// <summary>After every key that a folded prefix stands for: the greatest character of UTF-8 behind it.</summary>
    private static readonly ObjectKey AfterAll = ObjectKey.From("\U0010FFFF");

    private const int ShownSize = 24;

    /// <summary>
    /// The page with a name for every row without a key, right behind the row before it:
    /// such an object can't be read, so it is reported and the others go their way.
    /// </summary>
    public static ListAnswer Named(ListAnswer answer, ObjectKey prefix, ObjectKey after)
    {
        if (!answer.Entries.Any(entry => entry.Key.IsEmpty))
        {
            return answer;
        }

        var entries = new List<ObjectEntry>(answer.Entries.Count);
        var last = after.IsEmpty ? prefix : after;
        foreach (var entry in answer.Entries)
        {
            entries.Add(!entry.Key.IsEmpty ? entry : entry with
            {
                Key = last.Append(new ObjectKey([0])),
                Problem = EntryProblem.Unusable,
                Unusable = ObjectEntry.NoKey + ", which no request can name; delete it, or give it a name at the source",
            });
            last = entries[^1].Key;
        }

        return answer with { Entries = entries };
    }

    /// <summary>Fails at a key that isn't greater than the one before, or isn't under the prefix.</summary>
    /// <param name="answer">The page.</param>
    /// <param name="prefix">What was asked for.</param>
    /// <param name="after">The key after which the page should begin; empty at the beginning.</param>
    /// <param name="what">For the message.</param>
    public static void Check(ListAnswer answer, ObjectKey prefix, ObjectKey after, CloudOperation what)
    {
        var last = after;
        foreach (var entry in answer.Entries)
        {
            CheckNext(entry.Key, last, prefix, what);
            last = entry.Key;
        }

        last = after;
        foreach (var folded in answer.CommonPrefixes)
        {
            CheckNext(folded, last, prefix, what);
            last = folded;
        }
    }

    /// <summary>Fails at a key that isn't under the prefix; all that can be checked in a listing in an order of the store's own.</summary>
    public static void CheckPrefix(ListAnswer answer, ObjectKey prefix, CloudOperation what)
    {
        foreach (var key in answer.Entries.Select(entry => entry.Key).Concat(answer.CommonPrefixes))
        {
            CheckPrefix(key, prefix, what);
        }
    }

    /// <summary>The key after which the next page begins, or null where this is the last one; an opaque position where a page without keys goes on.</summary>
    /// <param name="answer">The page.</param>
    /// <param name="asked">Where this page was asked to begin.</param>
    /// <param name="after">The key after which it began; empty at the beginning.</param>
    /// <param name="what">For the message.</param>
    public static ListCursor? Next(ListAnswer answer, ListCursor? asked, ObjectKey after, CloudOperation what)
    {
        // A store that says that a page is the last and yet names where the next one begins is asked for it: only then is nothing left out.
        if (!GoesOn(answer, what) && (string.IsNullOrEmpty(answer.NextToken) || answer is { Entries.Count: 0, CommonPrefixes.Count: 0 }))
        {
            return null;
        }

        var lastKey = answer.Entries.Count > 0 ? answer.Entries[^1].Key : default;
        var lastPrefix = answer.CommonPrefixes.Count > 0 ? answer.CommonPrefixes[^1] : default;
        if (lastKey.IsEmpty && lastPrefix.IsEmpty)
        {
            return NextOfEmpty(answer, asked, after) ?? throw Circle(what);
        }

        return ListCursor.After(lastPrefix > lastKey ? lastPrefix.Append(AfterAll) : lastKey);
    }

    /// <summary>
    /// Where a listing in an order of the store's own goes on, in the store's words: its token, else its marker, else the page's last key. Null: nowhere.
    /// </summary>
    public static ListCursor? NextUnordered(ListAnswer answer, CloudOperation what) => GoesOn(answer, what)
        ? answer switch
        {
            { NextToken: { Length: > 0 } token } => new ListCursor(false, Encoding.UTF8.GetBytes(token)),
            { NextMarker.IsEmpty: false } => ListCursor.After(answer.NextMarker),
            { Entries: [.., var last] } => ListCursor.After(last.Key),
            _ => throw Circle(what),
        }
        : null;

    /// <summary>The listing has no end.</summary>
    public static StorageException Circle(CloudOperation what) => Broken(what, "the listing goes on without saying where, or in a circle");

    private static bool GoesOn(ListAnswer answer, CloudOperation what) =>
        // A page without this field was cut, or comes from something that is no store.
        answer.IsTruncated ?? throw new StorageException(StorageErrorKind.Transient, $"{what}: the page doesn't say whether it is the last (IsTruncated)");

    private static ListCursor? NextOfEmpty(ListAnswer answer, ListCursor? asked, ObjectKey after)
    {
        if (answer.NextMarker > after)
        {
            return ListCursor.After(answer.NextMarker);
        }

        if (string.IsNullOrEmpty(answer.NextToken))
        {
            return null;
        }

        var token = Encoding.UTF8.GetBytes(answer.NextToken);
        return asked is { IsKey: false } last && last.Value.Span.SequenceEqual(token) ? null : new ListCursor(false, token);
    }

    /// <summary>What is said of an entry whose row has no valid size.</summary>
    public static string UnusableSize(ReadOnlySpan<byte> text)
    {
        var shown = VisibleText.OfLine(Encoding.Latin1.GetString(text[..Math.Min(text.Length, ShownSize)]));
        return $"the store lists it with the size '{shown}', which is none; ask the operator of the store what it is, or leave it out with src-exclude";
    }

    private static void CheckNext(ObjectKey key, ObjectKey last, ObjectKey prefix, CloudOperation what)
    {
        if (key <= last)
        {
            throw Broken(
                what with { Key = key },
                $"the listing gives this key after '{new CloudOperation("", "", last).ToString()[2..]}', out of order or again; where an S3 store lists in an "
                + "order of its own ('probe' shows it), set src-list-order: any, or des-list-order: any for a destination");
        }

        CheckPrefix(key, prefix, what);
    }

    private static void CheckPrefix(ObjectKey key, ObjectKey prefix, CloudOperation what)
    {
        if (!key.StartsWith(prefix))
        {
            throw Broken(what with { Key = key }, "the listing gives a key that is not under the prefix");
        }
    }

    private static StorageException Broken(CloudOperation what, string why) =>
        new(StorageErrorKind.ListingBroken, $"{what}: {why}");
}
