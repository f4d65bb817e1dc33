using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud.Baidu;
using OssTransfer.Storage.Cloud.Errors;
using OssTransfer.Storage.Cloud.Listing;
using OssTransfer.Storage.Cloud.Qiniu;

namespace OssTransfer.Vendors.Tests.Json;

public sealed class JsonListParserTests
{
    [Fact]
    public void A_page_of_kodo_is_read()
    {
        var answer = Kodo("""
            {"marker":"bWFyaw==","commonPrefixes":["dir/","\u4e2d/"],"unknown":{"items":[1]},
             "items":[{"key":"a","hash":"Fto5","fsize":7,"mimeType":"text/plain","putTime":16385952000000000,"type":2,"status":0,"endUser":null,"more":[{}]}]}
            """);

        var entry = Assert.Single(answer.Entries);
        Assert.Equal(("a", 7L, "Fto5", "ARCHIVE"), (entry.Key.ToString(), entry.Size, entry.ETag, entry.StorageClass));
        Assert.Equal(new DateTimeOffset(2021, 12, 4, 5, 20, 0, TimeSpan.Zero), entry.LastModified);
        Assert.Equal(["dir/", "\u4e2d/"], answer.CommonPrefixes.Select(prefix => prefix.ToString()));
        Assert.Equal((true, "bWFyaw=="), (answer.IsTruncated, answer.NextToken));
    }

    [Theory]
    [InlineData("""{"items":[]}""")]
    [InlineData("""{"marker":"","items":[]}""")]
    [InlineData("""{"marker":null,"items":null,"commonPrefixes":null}""")]
    public void A_page_of_kodo_without_marker_is_the_last(string json) => Assert.False(Kodo(json).IsTruncated);

    [Fact]
    public void A_page_of_kodo_without_entries_may_have_a_marker() => Assert.True(Kodo("""{"marker":"m","items":[]}""").IsTruncated);

    [Fact]
    public void A_page_of_bos_is_read()
    {
        var answer = Bos("""
            {"name":"b","prefix":"","delimiter":"/","marker":"before","nextMarker":"dir/","maxKeys":2,"isTruncated":true,
             "contents":[{"key":"a","lastModified":"2021-12-04T05:20:00Z","eTag":"d41d8cd98f00b204e9800998ecf8427e","size":0,"storageClass":"STANDARD","owner":{"id":"x","displayName":"y"}},
                         {"key":"b","lastModified":"2021-12-04T05:20:00Z","eTag":"\"-1f\"","size":8,"storageClass":"ARCHIVE"}],
             "commonPrefixes":[{"prefix":"dir/","more":1}]}
            """);

        Assert.Equal(["a", "b"], answer.Entries.Select(entry => entry.Key.ToString()));
        Assert.Equal([null, "ARCHIVE"], answer.Entries.Select(entry => entry.StorageClass));
        Assert.Equal(["d41d8cd98f00b204e9800998ecf8427e", "-1f"], answer.Entries.Select(entry => entry.ETag));
        Assert.Equal(new DateTimeOffset(2021, 12, 4, 5, 20, 0, TimeSpan.Zero), answer.Entries[0].LastModified);
        Assert.Equal(["dir/"], answer.CommonPrefixes.Select(prefix => prefix.ToString()));
        Assert.Equal((true, "dir/"), (answer.IsTruncated, answer.NextMarker.ToString()));
    }

    [Fact]
    public void Keys_keep_control_characters_pairs_and_what_is_no_utf8()
    {
        byte[] json = [.. "{\"items\":[{\"key\":\"\\u0001\\/\\ud83d\\ude00\"},{\"key\":\"x"u8, 0xff, .. "\"}]}"u8];

        var keys = JsonListParser.Parse(json, QiniuDialect.ListNames).Entries.Select(entry => entry.Key).ToList();

        Assert.Equal([ObjectKey.From("\u0001/\U0001F600"), new ObjectKey([(byte)'x', 0xff])], keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("<html></html>")]
    [InlineData("""{"error":"no such bucket"}""")]
    [InlineData("""{"items":{}}""")]
    [InlineData("""{"items":[7]}""")]
    [InlineData("""{"items":[{"key":7}]}""")]
    [InlineData("""{"items":[{"key":"\ud800"}]}""")]
    [InlineData("""{"items":[],"marker":{}}""")]
    [InlineData("""{"items":[{"key":"a"}]""")]
    [InlineData("""{"items":[]}{}""")]
    public void What_is_no_listing_or_cut_is_refused(string json) => Assert.Throws<InvalidDataException>(() => Kodo(json));

    [Theory]
    [InlineData("""{"items":[{}]}""")]
    [InlineData("""{"items":[{"key":""}]}""")]
    [InlineData("""{"items":[{"key":"a","fsize":"7"}]}""")]
    [InlineData("""{"items":[{"key":"a","fsize":-7}]}""")]
    [InlineData("""{"items":[{"key":"a","fsize":1e99}]}""")]
    public void Row_that_cannot_be_used_is_a_problem_of_its_entry(string json)
    {
        var page = JsonListParser.Parse(Encoding.UTF8.GetBytes(json), QiniuDialect.ListNames);

        var entry = Assert.Single(ListingRules.Named(page, default, default).Entries);

        Assert.Equal((EntryProblem.Unusable, null), (entry.Problem, entry.Size));
        Assert.NotNull(entry.Unusable);
    }

    [Fact]
    public void A_truncation_that_is_no_boolean_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Bos("""{"contents":[],"isTruncated":"yes"}"""));

    [Property(MaxTest = 1000)]
    public void Any_bytes_end_in_a_page_or_in_one_exception(byte[] bytes) => ReadOrRefuse(bytes);

    [Property(MaxTest = 1000)]
    public void A_page_that_is_cut_or_damaged_anywhere_ends_in_a_page_or_in_one_exception(string[] keys, int at, byte value, bool cuts)
    {
        var json = Page([.. keys.Where(key => !string.IsNullOrEmpty(key))]);
        var place = (int)((uint)at % json.Length);
        if (cuts)
        {
            json = json[..place];
        }
        else
        {
            json[place] = value;
        }

        ReadOrRefuse(json);
    }

    [Property(MaxTest = 300)]
    public void Every_key_that_can_be_written_is_read_as_it_was(string[] keys)
    {
        var written = keys.Where(key => !string.IsNullOrEmpty(key) && ObjectKey.From(key).TryGetText(out var same) && same == key).ToArray();

        var read = JsonListParser.Parse(Page(written), QiniuDialect.ListNames).Entries.Select(entry => entry.Key.ToString());

        Assert.Equal(written, read);
    }

    [Fact]
    public void Depth_is_bounded() =>
        Assert.Throws<InvalidDataException>(() => Kodo($$"""{"items":[],"deep":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}"""));

    private static void ReadOrRefuse(byte[] json)
    {
        foreach (var names in new[] { QiniuDialect.ListNames, BaiduDialect.ListNames })
        {
            try
            {
                Assert.All(ListingRules.Named(JsonListParser.Parse(json, names), default, default).Entries, entry => Assert.False(entry.Key.IsEmpty));
            }
            catch (InvalidDataException)
            {
                // The one way to refuse.
            }

            JsonErrors.Read(json);
        }
    }

    private static byte[] Page(string[] keys) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        marker = "m",
        isTruncated = true,
        nextMarker = "n",
        items = keys.Select(key => new { key, fsize = 7, hash = "h", putTime = 1, type = 1 }),
        contents = keys.Select(key => new { key, size = 7, eTag = "h", lastModified = "2021-12-04T05:20:00Z", storageClass = "COLD" }),
        commonPrefixes = keys,
    });

    private static ListAnswer Kodo(string json) => JsonListParser.Parse(Encoding.UTF8.GetBytes(json), QiniuDialect.ListNames);

    private static ListAnswer Bos(string json) => JsonListParser.Parse(Encoding.UTF8.GetBytes(json), BaiduDialect.ListNames);
}
