using System.Text;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Listing;

/// <summary>Whether a page may follow what was listed before, and where the listing goes on: pure decisions.</summary>
internal static class ListingRules
{
    /// <summary>After every key that a folded prefix stands for: the greatest character of UTF-8 behind it.</summary>
    private static readonly ObjectKey AfterAll = ObjectKey.From("\U0010FFFF");

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

    /// <summary>The key after which the next page begins, or null where this is the last one; an opaque position where a page without keys goes on.</summary>
    /// <param name="answer">The page.</param>
    /// <param name="asked">Where this page was asked to begin.</param>
    /// <param name="after">The key after which it began; empty at the beginning.</param>
    /// <param name="what">For the message.</param>
    public static ListPosition? Next(ListAnswer answer, ListPosition? asked, ObjectKey after, CloudOperation what)
    {
        if (!answer.IsTruncated)
        {
            return null;
        }

        var lastKey = answer.Entries.Count > 0 ? answer.Entries[^1].Key : default;
        var lastPrefix = answer.CommonPrefixes.Count > 0 ? answer.CommonPrefixes[^1] : default;
        if (lastKey.IsEmpty && lastPrefix.IsEmpty)
        {
            return NextOfEmpty(answer, asked, after)
                ?? throw Broken(what, "the listing goes on without saying where, or in a circle");
        }

        return ListPosition.After(lastPrefix > lastKey ? lastPrefix.Append(AfterAll) : lastKey);
    }

    private static ListPosition? NextOfEmpty(ListAnswer answer, ListPosition? asked, ObjectKey after)
    {
        if (answer.NextMarker > after)
        {
            return ListPosition.After(answer.NextMarker);
        }

        if (string.IsNullOrEmpty(answer.NextToken))
        {
            return null;
        }

        var token = Encoding.UTF8.GetBytes(answer.NextToken);
        return asked is { IsKey: false } last && last.Value.Span.SequenceEqual(token) ? null : new ListPosition(false, token);
    }

    private static void CheckNext(ObjectKey key, ObjectKey last, ObjectKey prefix, CloudOperation what)
    {
        if (key <= last)
        {
            throw Broken(what with { Key = key }, $"the listing gives this key after '{new CloudOperation("", "", last).ToString()[2..]}', out of order or again");
        }

        if (!key.StartsWith(prefix))
        {
            throw Broken(what with { Key = key }, "the listing gives a key that is not under the prefix");
        }
    }

    private static StorageException Broken(CloudOperation what, string why) =>
        new(StorageErrorKind.ListingBroken, $"{what}: {why}");
}
