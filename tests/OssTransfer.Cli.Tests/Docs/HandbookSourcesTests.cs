using System.Text;
using System.Text.RegularExpressions;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud;
using OssTransfer.Storage.Cloud.S3;
using static OssTransfer.Cli.Tests.Docs.Handbook;

namespace OssTransfer.Cli.Tests.Docs;

/// <summary>What the pages say of sources and lists is what the stores understand.</summary>
public sealed partial class HandbookSourcesTests
{
    private const string Bucket = "photos-1250000000";
    private static readonly string[] Kinds = JobKeys.Find("src-filetype")!.Values.Split(", ");

    [Fact]
    public void Sources_are_those_that_the_key_takes()
    {
        Assert.Equal(Kinds, English.Rows("`src-filetype`", "Source").Select(row => row[0].Trim('`')));
        Assert.Equal(Kinds, Chinese.Rows("`src-filetype`", "源").Select(row => row[0].Trim('`')));
    }

    [Fact]
    public void Every_kind_of_source_is_shown_by_a_configuration_without_errors_and_notes()
    {
        var jobs = English.Blocks("ini")
            .Select(block => string.Join('\n', block))
            .Select(text => text.Contains("des-bucketName", StringComparison.Ordinal) ? text : $"{text}\n{SourceDoors.Destination}")
            .Select(SourceDoors.Parse)
            .ToArray();

        Assert.All(jobs, job => Assert.Empty(job.Errors));
        Assert.Equal(Enum.GetValues<StoreKind>().Where(kind => kind != default), jobs.Select(job => job.Spec!.Source.Kind).Distinct().Order());
        Assert.All(
            jobs.Select(job => job.Spec!.Source).Where(source => source.Cloud is not null),
            source => Assert.Empty(SourceDoors.Resolve(source).Errors));
    }

    [Fact]
    public void Endpoints_are_read_as_the_table_says()
    {
        var rows = English.Rows("`src-filetype`", "`src-endpoint`");

        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            var (meant, errors) = SourceDoors.Resolve(row[0].Trim('`'), row[1].Trim('`'), Bucket);
            var code = InCode().Match(row[2]);
            if (code.Length == row[2].Length)
            {
                Assert.Equal(code.Groups[1].Value, meant);
            }
            else
            {
                Assert.Contains(code.Groups[1].Value, Assert.Single(errors), StringComparison.Ordinal);
            }
        });
        Assert.Equal(rows.Select(Codes), Chinese.Rows("`src-filetype`", "`src-endpoint`").Select(Codes));
    }

    [Fact]
    public void Profiles_are_those_that_their_endpoints_choose()
    {
        var rows = English.Rows("Profile");

        Assert.Equal(S3Stores.ProfileNames, rows.Select(row => row[0].Trim('`')));
        Assert.All(rows, row =>
        {
            var location = S3Stores.Resolve(
                new() { Endpoint = row[2].Trim('`'), Bucket = Bucket, AccessKey = "key", SecretKey = new Secret("secret") }, out var errors);

            Assert.Empty(errors);
            Assert.Equal(
                (row[0].Trim('`'), row[3].Trim('`'), row[4]),
                (location!.Profile, location.Region, location.Addressing == BucketAddressing.Host ? "host" : "path"));
        });
        Assert.Equal(
            rows.Select(row => string.Join(' ', row[0], row[2], row[3], row[4])),
            Chinese.Rows("兼容配置").Select(row => string.Join(' ', row[0], row[2], row[3], row[4])));
    }

    [Fact]
    public void Profiles_take_the_bucket_only_in_the_host_where_the_table_says_so()
    {
        Assert.All(English.Rows("Profile"), row =>
        {
            S3Stores.Resolve(
                new() { Endpoint = row[2].Trim('`'), Bucket = Bucket, AccessKey = "key", SecretKey = new Secret("secret"), Addressing = BucketAddressing.Path },
                out var errors);

            Assert.Equal(row[5].Contains("only host", StringComparison.Ordinal), errors.Count > 0);
        });
    }

    [Fact]
    public void Keys_of_urls_are_as_the_table_says()
    {
        var rows = English.Rows("`src-prefix`", "`url-query`");

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(row[3].Trim('`'), KeyOf(row[2].Trim('`'), row[0].Trim('`'), row[1] == "`drop`")));
        Assert.Equal(rows, Chinese.Rows("`src-prefix`", "`url-query`"));
    }

    [Fact]
    public async Task List_in_the_text_names_what_it_seems_to()
    {
        var spec = SourceDoors.Parse(
            $"{string.Join('\n', English.Blocks("ini").Single(block => block[0] == "src-filetype: urlfile"))}\n{SourceDoors.Destination}").Spec!;
        using var content = new MemoryStream(
            Encoding.UTF8.GetBytes(string.Join('\n', English.Blocks("text").Single(block => block[0].StartsWith("# path", StringComparison.Ordinal)))));
        using var reader = new FileListReader(content, FileListRules.For(spec), firstLine: 1);
        var read = new List<(string Key, long? Size, FileListProblem Problem)>();

        while (await reader.FillAsync(TestContext.Current.CancellationToken))
        {
            while (reader.TryRead(out var entry))
            {
                read.Add((entry.Key.Relative.ToString(), entry.Size, entry.Problem));
            }
        }

        Assert.Equal([("2025/a.jpg", 48213, FileListProblem.None), ("2025/b%20c.jpg", (long?)null, FileListProblem.None)], read);
    }

    private static string KeyOf(string url, string prefix, bool dropsQuery)
    {
        var line = FileListLine.Parse(Encoding.UTF8.GetBytes(url), new byte[FileListLine.MaxBytes]);

        Assert.Equal(FileListProblem.None, new UrlFileListRule(prefix, dropsQuery, nameEncoding: null).Read(line, out var key));
        return key.Relative.ToString();
    }

    // The words between them are a language's own.
    private static string Codes(string[] row) => string.Join(' ', row.SelectMany(cell => InCode().Matches(cell)).Select(match => match.Value));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex InCode();
}
