using OssTransfer.Storage.Cloud.Http;
using OssTransfer.Storage.Cloud.Listing;

namespace OssTransfer.Storage.Tests.Cloud.Listing;

public sealed class ListingRulesTests
{
    private static readonly CloudOperation What = new("ListObjects", "b", default);

    [Theory]
    [InlineData("a b c", "", "", true)]
    [InlineData("", "", "a", true)]
    [InlineData("b", "", "a", true)]
    [InlineData("a/x", "a/", "", true)]
    [InlineData("a a", "", "", false)]
    [InlineData("b a", "", "", false)]
    [InlineData("a", "", "a", false)]
    [InlineData("a", "", "b", false)]
    [InlineData("\U0001F600 \uff5e", "", "", false)]
    [InlineData("\uff5e \U0001F600", "", "", true)]
    [InlineData("b/x", "a/", "", false)]
    public void Check_takes_only_greater_keys_under_the_prefix(string keys, string prefix, string after, bool fine)
    {
        var answer = Answer(keys, "");

        var failure = Record.Exception(() => ListingRules.Check(answer, ObjectKey.From(prefix), ObjectKey.From(after), What));

        Assert.Equal(fine ? null : StorageErrorKind.ListingBroken, (failure as StorageException)?.Kind);
    }

    [Theory]
    [InlineData("a b", "", "b")]
    [InlineData("a b", "aa/", "b")]
    [InlineData("a b", "c/", "c/\U0010FFFF")]
    [InlineData("", "c/ d/", "d/\U0010FFFF")]
    public void Next_is_after_the_greatest_key_or_all_that_is_folded(string keys, string prefixes, string after)
    {
        var next = ListingRules.Next(Answer(keys, prefixes) with { IsTruncated = true }, null, default, What);

        Assert.Equal(ListCursor.After(ObjectKey.From(after)).Value.ToArray(), next!.Value.Value.ToArray());
        Assert.True(next.Value.IsKey);
    }

    [Fact]
    public void Next_of_a_last_page_is_none() => Assert.Null(ListingRules.Next(Answer("a", "") with { IsTruncated = false }, null, default, What));

    [Fact]
    public void Page_that_calls_itself_the_last_and_has_a_token_goes_on_until_one_is_empty()
    {
        var page = Answer("a", "") with { IsTruncated = false, NextToken = "token" };

        Assert.Equal("a"u8, ListingRules.Next(page, null, default, What)!.Value.Value.Span);
        Assert.Null(ListingRules.Next(Answer("", "") with { IsTruncated = false, NextToken = "token" }, null, default, What));
    }

    [Fact]
    public void Page_that_does_not_say_whether_it_is_the_last_is_none()
    {
        Assert.Equal(StorageErrorKind.Transient, Assert.Throws<StorageException>(() => ListingRules.Next(Answer("a", ""), null, default, What)).Kind);
        Assert.Equal(StorageErrorKind.Transient, Assert.Throws<StorageException>(() => ListingRules.Next(Answer("", ""), new ListCursor(false, "token"u8.ToArray()), ObjectKey.From("a"), What)).Kind);
    }

    [Fact]
    public void Row_without_a_key_is_an_entry_of_its_own_and_the_others_go_on()
    {
        var answer = new ListAnswer([Entry("p/a"), Entry(""), Entry("p/b")], []) { IsTruncated = false };

        var named = ListingRules.Named(answer, ObjectKey.From("p/"), default);
        ListingRules.Check(named, ObjectKey.From("p/"), default, What);

        Assert.Equal([EntryProblem.None, EntryProblem.Unusable, EntryProblem.None], named.Entries.Select(entry => entry.Problem));
        Assert.Contains("without a key", named.Entries[1].Unusable, StringComparison.Ordinal);
    }

    private static ObjectEntry Entry(string key) => new(ObjectKey.From(key), 1, null, null);

    [Fact]
    public void Next_of_an_empty_page_is_its_marker_or_token()
    {
        var empty = Answer("", "") with { IsTruncated = true };

        Assert.Equal("m"u8, ListingRules.Next(empty with { NextMarker = ObjectKey.From("m") }, null, default, What)!.Value.Value.Span);
        Assert.False(ListingRules.Next(empty with { NextToken = "t" }, null, default, What)!.Value.IsKey);
    }

    [Fact]
    public void Next_of_an_empty_page_that_does_not_say_where_or_goes_back_is_broken()
    {
        var empty = Answer("", "") with { IsTruncated = true };

        Assert.Throws<StorageException>(() => ListingRules.Next(empty, null, default, What));
        Assert.Throws<StorageException>(() => ListingRules.Next(empty with { NextMarker = ObjectKey.From("m") }, null, ObjectKey.From("m"), What));
    }

    [Fact]
    public void Next_of_an_empty_page_that_leads_to_itself_is_broken()
    {
        var empty = Answer("", "") with { IsTruncated = true, NextToken = "t" };

        Assert.Throws<StorageException>(() => ListingRules.Next(empty, new ListCursor(false, "t"u8.ToArray()), default, What));
    }

    private static ListAnswer Answer(string keys, string prefixes) => new(
        [.. Keys(keys).Select(key => new ObjectEntry(key, 1, default, null))], [.. Keys(prefixes)]);

    private static IEnumerable<ObjectKey> Keys(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ObjectKey.From);
}
