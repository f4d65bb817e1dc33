using OssTransfer.Cli.Client;
using OssTransfer.Cli.FileLists;
using OssTransfer.Contracts;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.FileLists;

namespace OssTransfer.Cli.Tests.FileLists;

/// <summary>An inventory is read whole or not at all: what is missing in it would be missing at the destination.</summary>
public sealed class InventoryTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("osstransfer-inventory-");
    private readonly string _manifest;

    public InventoryTests() => _manifest = Inventory.Write(_directory.FullName, "origin", [[.. Rows(0)], [.. Rows(5_000)]]);

    private string Second => Path.Combine(_directory.FullName, "data", "1.csv.gz");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Keys_and_sizes_of_all_files_are_read_wherever_they_lie()
    {
        var before = await KeysAsync();
        File.Move(Second, Path.Combine(Path.GetDirectoryName(_manifest)!, "1.csv.gz"));
        var moved = await KeysAsync();

        Assert.Equal(Rows(0).Concat(Rows(5_000)).Select(row => (row.Key, row.Size)), before);
        Assert.Equal(before, moved);
    }

    [Fact]
    public async Task Facts_of_objects_are_read_where_a_job_that_transfers_trusts_them()
    {
        var trusted = await FactsAsync("src-inventory: trust\nsrc-file-list: /list");
        var asked = await FactsAsync("src-file-list: /list");
        var compared = await FactsAsync("src-inventory: trust\nsrc-file-list: /list\njob-type: check");

        Assert.Equal([new(new(2026, 11, 28, 10, 0, 0, TimeSpan.Zero), "e")], trusted);
        Assert.Equal([null], asked);
        Assert.Equal([null], compared);

        async Task<IReadOnlyCollection<InventoryFacts?>> FactsAsync(string lines)
        {
            await using var list = OpenFileList.Open(_manifest);
            using var reader = list.Reader(Spec("origin", lines));
            var facts = new HashSet<InventoryFacts?>();
            while (await reader.FillAsync(TestContext.Current.CancellationToken))
            {
                while (reader.TryRead(out var entry))
                {
                    facts.Add(entry.Facts);
                }
            }

            return facts;
        }
    }

    [Fact]
    public async Task File_that_was_changed_ends_the_reading()
    {
        var bytes = await File.ReadAllBytesAsync(Second, TestContext.Current.CancellationToken);
        bytes[4] ^= 1;
        await File.WriteAllBytesAsync(Second, bytes, TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<CliException>(KeysAsync);

        Assert.Contains($"{Second} of the inventory {_manifest} can't be read: its MD5 isn't", error.Message, StringComparison.Ordinal);
        Assert.Contains("Copy it here again: it is prefix/origin/daily/data/1.csv.gz of the bucket inventories.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_is_as_the_service_wrote_it_and_no_rows_is_not_to_be_copied_again()
    {
        await File.WriteAllTextAsync(Second, "no gzip", TestContext.Current.CancellationToken);
        Inventory.WriteManifest(_directory.FullName, "origin", "CSV", "Bucket, Key, Size", Second);

        var error = await Assert.ThrowsAsync<CliException>(KeysAsync);

        Assert.StartsWith(
            $"{Second} of the inventory {_manifest} can't be read, although it is what the manifest says: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Have the service write the inventory again.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_cut_or_missing_is_named_before_anything_is_read()
    {
        using (var file = File.OpenWrite(Second))
        {
            file.SetLength(file.Length - 1);
        }

        var cut = Assert.Throws<CliException>(() => OpenFileList.Open(_manifest));
        File.Delete(Second);
        var missing = Assert.Throws<CliException>(() => OpenFileList.Open(_manifest));

        Assert.Equal((ExitCode.Usage, ExitCode.Usage), (cut.Code, missing.Code));
        Assert.Contains("bytes, ", cut.Message, StringComparison.Ordinal);
        Assert.Contains($"needs 1.csv.gz, which is not at {Path.GetDirectoryName(_manifest)}/1.csv.gz or {Second}", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inventory_of_another_bucket_or_in_another_form_is_refused()
    {
        await using var list = OpenFileList.Open(_manifest);
        var other = Assert.Throws<CliException>(() => list.Reader(Spec("another")));
        await File.WriteAllTextAsync(
            _manifest,
            (await File.ReadAllTextAsync(_manifest, TestContext.Current.CancellationToken)).Replace("\"CSV\"", "\"ORC\"", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        var form = Assert.Throws<CliException>(() => OpenFileList.Open(_manifest));

        Assert.Contains("lists the bucket origin, and the source is the bucket another", other.Message, StringComparison.Ordinal);
        Assert.Contains("is written as ORC. Have the service write it as CSV or Parquet", form.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"MD5checksum\"")]
    [InlineData("\"destinationBucket\"")]
    public async Task Manifest_that_says_too_little_is_refused(string member)
    {
        var text = await File.ReadAllTextAsync(_manifest, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_manifest, text.Replace(member, "\"other\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var error = Assert.Throws<CliException>(() => OpenFileList.Open(_manifest));

        Assert.Equal(ExitCode.Usage, error.Code);
        Assert.Contains("doesn't say of each of its files", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_of_lines_may_have_any_name()
    {
        var path = Path.Combine(_directory.FullName, "list.json");
        await File.WriteAllTextAsync(path, "{a}\t1\n", TestContext.Current.CancellationToken);

        Assert.Equal([("{a}", 1L)], await KeysAsync(path));
    }

    private static IEnumerable<Inventory.Row> Rows(int first) => Enumerable.Range(first, 5_000).Select(i => new Inventory.Row($"d {i % 7}/k+{i:d5}", i));

    private Task<List<(string Key, long? Size)>> KeysAsync() => KeysAsync(_manifest);

    private static async Task<List<(string Key, long? Size)>> KeysAsync(string path)
    {
        await using var list = OpenFileList.Open(path);
        using var reader = list.Reader(Spec("origin"));
        var keys = new List<(string, long?)>();
        while (await reader.FillAsync(TestContext.Current.CancellationToken))
        {
            while (reader.TryRead(out var entry))
            {
                keys.Add((entry.Key.Source.ToString(), entry.Size));
            }
        }

        Assert.Equal(list.Content.Length, list.Content.Position);
        return keys;
    }

    private static JobSpec Spec(string bucket, string more = "") => JobConfig.Parse(
        $"""
        job-ID: inventory
        src-filetype: s3file
        src-endpoint: http://127.0.0.1:1
        src-bucketName: {bucket}
        src-accesskey: a
        src-secretkey: s
        des-endpoint: http://127.0.0.1:2
        des-bucketName: target
        des-accesskey: a
        des-secretkey: s
        {more}
        """,
        CallerTimeZone.Context(TimeProvider.System)).Spec!;
}
