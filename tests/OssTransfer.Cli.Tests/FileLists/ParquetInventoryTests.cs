using System.Globalization;
using System.Text;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.FileLists;
using OssTransfer.Contracts;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.FileLists;
using Parquet;
using Parquet.Schema;

namespace OssTransfer.Cli.Tests.FileLists;

/// <summary>Inventories in Parquet: written by Parquet.Net, and some by Apache Arrow, none of which the program uses.</summary>
public sealed class ParquetInventoryTests : IDisposable
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static readonly DateTime Modified = new(2026, 11, 28, 10, 0, 0, DateTimeKind.Utc);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("osstransfer-parquet-");

    private string Data => Path.Combine(_directory.CreateSubdirectory("data").FullName, "0.parquet");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Current_versions_of_all_files_and_groups_are_read_with_keys_as_they_are()
    {
        Inventory.Row[] rows =
        [
            new("a%20b+c", 1, ETag: "\"quoted\""), new("中文/\"x\",\n#", 2), new("old", 3, IsLatest: false), new("deleted", null, IsDeleteMarker: true),
            new("unknown size", null), new("empty", 0),
            .. Enumerable.Range(0, 5_000).Select(i => new Inventory.Row($"k{i:d4}", long.MaxValue - i, ETag: $"{i:x32}")),
        ];
        var manifest = await Inventory.WriteParquetAsync(_directory.FullName, "origin", [rows, [new("second", 9)]], rowsInGroup: 2_000);

        var read = await ReadAsync(manifest);

        Assert.Equal(
            rows.Where(row => row.IsLatest && !row.IsDeleteMarker)
                .Append(new("second", 9))
                .Select(row => new Read(row.Key, row.Size, row.ETag.Trim('"'), Modified)),
            read);
    }

    // Stored/*.parquet have 150 rows in S3's schema, written by Apache Arrow 25 (ParquetSharp): Snappy and two groups of rows; pages of the second version with
    // gzip and dictionaries, and with Zstandard and none. Each has many pages. What row i holds, they and this test say by the same rule.
    [Theory]
    [InlineData("snappy")]
    [InlineData("gzip-v2")]
    [InlineData("zstd-plain-v2")]
    public async Task File_of_another_writer_says_the_same(string name)
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "FileLists", "Stored", name + ".parquet"), Data);

        var read = await ReadAsync(Manifest());

        var expected = Enumerable.Range(0, 150).Where(i => i % 7 != 3 && i % 11 != 4).Select(i => new Read(
            i == 0 ? "a b+c%41/中文/\"q\",\n#" : string.Create(CultureInfo.InvariantCulture, $"d {i % 7}/k+{i:d5}"),
            i % 13 == 6 ? null : i * 1000L,
            i % 17 == 8 || i % 19 == 9 ? null : $"{i:x32}",
            i % 17 == 8 || i % 19 == 9 ? null : Modified.AddMilliseconds(i)));
        Assert.Equal(expected, read);
    }

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Zstd)]
    public async Task Pages_of_all_usual_codecs_are_read(CompressionMethod codec)
    {
        var rows = Enumerable.Range(0, 300).Select(i => new Inventory.Row($"k{i:d3}", i)).ToArray();
        var manifest = await Inventory.WriteParquetAsync(_directory.FullName, "origin", [rows], codec: codec);

        Assert.Equal(rows.Select(row => row.Key), (await ReadAsync(manifest)).Select(row => row.Key));
    }

    [Theory]
    [InlineData(CompressionMethod.Brotli, "Brotli")]
    [InlineData(CompressionMethod.LZ4, "Lz4")]
    public async Task Another_codec_is_refused_by_name(CompressionMethod codec, string name)
    {
        var manifest = await Inventory.WriteParquetAsync(_directory.FullName, "origin", [[new("k", 1)]], codec: codec);

        await RefusesAsync(manifest, $"although it is what the manifest says: it is compressed by {name}. Have the service write the inventory as CSV.");
    }

    [Fact]
    public async Task Columns_are_found_by_name_in_any_order_and_case_and_may_be_missing()
    {
        await WriteAsync(2, ParquetColumn.Numbers("SIZE", [1, 2]), ParquetColumn.Texts("Other", ["x", "y"]), ParquetColumn.Texts("Key", ["a", "b"]));

        Assert.Equal([new("a", 1, null, null), new("b", 2, null, null)], await ReadAsync(Manifest()));
    }

    [Fact]
    public async Task What_is_not_known_is_no_value()
    {
        var micros = ParquetColumn.Times("last_modified_date", [Modified, null, Modified.AddMicroseconds(7), Modified], unit: DateTimeTimeUnit.Micros);
        await WriteAsync(
            4,
            ParquetColumn.Texts("key", ["a", "b", "c", "d"]),
            ParquetColumn.Truths("is_latest", [true, null, null, null]),
            ParquetColumn.Truths("is_delete_marker", [null, false, null, null]),
            ParquetColumn.Numbers("size", [-1, null, 0, 4]),
            micros,
            ParquetColumn.Texts("e_tag", ["e", "e", "e", ""]));

        Assert.Equal(
            [new("a", null, "e", Modified), new("b", null, null, null), new("c", 0, "e", Modified.AddMicroseconds(7)), new("d", 4, null, null)],
            await ReadAsync(Manifest()));
    }

    [Fact]
    public async Task Row_without_a_key_is_a_bad_line_and_others_go_on()
    {
        await WriteAsync(3, ParquetColumn.Texts("key", ["a", null, "c"]), ParquetColumn.Numbers("size", [1, 2, 3]));

        await using var list = OpenFileList.Open(Manifest());
        using var reader = list.Reader(Spec());
        var problems = new List<FileListProblem>();
        while (await reader.FillAsync(TestContext.Current.CancellationToken))
        {
            while (reader.TryRead(out var entry))
            {
                problems.Add(entry.Problem);
            }
        }

        Assert.Equal([FileListProblem.None, FileListProblem.NoPath, FileListProblem.None], problems);
    }

    [Fact]
    public async Task Column_that_is_not_as_inventories_have_it_is_refused_by_name()
    {
        string?[] text = ["a"];
        await RefusedAsync("it has no column Key, but size", ParquetColumn.Numbers("size", [1]));
        await RefusedAsync("its column key is of the type Int64, and ByteArray is right", ParquetColumn.Numbers("key", [1]));
        await RefusedAsync(
            "its column size is of the type ByteArray, and Int64 is right", ParquetColumn.Texts("key", text), ParquetColumn.Texts("size", text));
        await RefusedAsync(
            "its column size is of the type Int64, a time in UTC, and Int64 is right",
            ParquetColumn.Texts("key", text),
            ParquetColumn.Times("size", [Modified]));
        await RefusedAsync(
            "its column last_modified_date is of the type Int64, and Int64, a time in UTC, is right",
            ParquetColumn.Texts("key", text),
            ParquetColumn.Times("last_modified_date", [Modified], isUtc: false));
        await RefusedAsync("its column key is a group or has many values in a row", ParquetColumn.Group("key", "part"));

        async Task RefusedAsync(string problem, params ParquetColumn[] columns)
        {
            await WriteAsync(1, columns);
            await RefusesAsync(Manifest(), $"can't be read, although it is what the manifest says: {problem}");
        }
    }

    [Fact]
    public async Task Group_that_is_not_asked_for_is_passed_over()
    {
        await WriteAsync(2, ParquetColumn.Group("tags", "a", "key"), ParquetColumn.Texts("key", ["a", "b"]), ParquetColumn.Group("more", "size"));

        Assert.Equal([new("a", null, null, null), new("b", null, null, null)], await ReadAsync(Manifest()));
    }

    [Fact]
    public async Task Encrypted_or_endless_file_and_no_Parquet_at_all_are_refused()
    {
        await WriteAsync(1, ParquetColumn.Texts("key", ["a"]));
        var whole = await File.ReadAllBytesAsync(Data, TestContext.Current.CancellationToken);

        await RefusesAsync([.. whole[..^4], .. "PARE"u8], "it is encrypted by Parquet's own encryption");
        await RefusesAsync([.. whole[..^8], 0xFF, 0xFF, 0xFF, 0x7F, .. whole[^4..]], "it doesn't end as a Parquet file does");
        await RefusesAsync(whole[..^5], "it doesn't end as a Parquet file does");
        await RefusesAsync("PAR1"u8.ToArray(), "it ends too early");
        await RefusesAsync([], "it ends too early");

        async Task RefusesAsync(byte[] content, string problem)
        {
            await File.WriteAllBytesAsync(Data, content, TestContext.Current.CancellationToken);
            await this.RefusesAsync(Manifest(), problem);
        }
    }

    [Fact]
    public async Task File_that_is_not_as_the_manifest_says_is_to_be_copied_again()
    {
        await WriteAsync(1, ParquetColumn.Texts("key", ["a"]));
        var manifest = Manifest();
        var content = await File.ReadAllBytesAsync(Data, TestContext.Current.CancellationToken);
        content[^20] ^= 1;
        await File.WriteAllBytesAsync(Data, content, TestContext.Current.CancellationToken);

        await RefusesAsync(manifest, "its MD5 isn't");
        await RefusesAsync(manifest, "Copy it here again: it is prefix/origin/daily/data/0.parquet of the bucket inventories.");
    }

    [Theory]
    [InlineData("snappy", 1)]
    [InlineData("gzip-v2", 2)]
    [InlineData("zstd-plain-v2", 3)]
    public async Task Damaged_file_has_its_rows_or_a_message_and_never_takes_much_memory(string name, int seed)
    {
        const long MaxBytes = 1L << 30;
        const int Runs = 500;
        var whole = await File.ReadAllBytesAsync(
            Path.Combine(AppContext.BaseDirectory, "FileLists", "Stored", name + ".parquet"), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Data, whole, TestContext.Current.CancellationToken);
        var expected = (await ReadAsync(Manifest())).Count;
        var random = new Random(seed);
        var (rows, messages) = (0, new HashSet<string>());
        for (var i = 0; i < Runs; i++)
        {
            // What says where everything is lies at the end, and most of a file is values: half of the damage goes there.
            var content = random.Next(8) == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            for (var flips = random.Next(1, 4); flips > 0 && content.Length > 0; flips--)
            {
                content[random.Next(2) == 0 ? random.Next(content.Length) : random.Next(content.Length * 3 / 4, content.Length)] = (byte)random.Next(256);
            }

            await File.WriteAllBytesAsync(Data, content, TestContext.Current.CancellationToken);
            var manifest = Manifest();
            var before = GC.GetTotalAllocatedBytes();
            try
            {
                var read = await ReadAsync(manifest);
                Assert.InRange(read.Count, 0, expected + 150);
                rows++;
            }
            catch (CliException e)
            {
                Assert.Equal(ExitCode.Error, e.Code);
                Assert.StartsWith($"{Data} of the inventory {manifest} can't be read, although it is what the manifest says: ", e.Message, Ordinal);
                messages.Add(e.Message);
            }

            Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, MaxBytes);
        }

        Assert.InRange(rows, Runs / 10, Runs);
        Assert.InRange(messages.Count, 5, Runs);
    }

    private Task WriteAsync(int rows, params ParquetColumn[] columns) => ParquetColumn.WriteFileAsync(Data, rows, rows, new(), columns);

    private string Manifest() => Inventory.WriteManifest(_directory.FullName, "origin", "Parquet", "message s3.inventory {}", Data);

    private async Task RefusesAsync(string manifest, string problem)
    {
        var error = await Assert.ThrowsAsync<CliException>(() => ReadAsync(manifest));
        Assert.Equal(ExitCode.Error, error.Code);
        Assert.Contains(problem, error.Message, Ordinal);
        Assert.StartsWith($"{Data} of the inventory {manifest} can't be read", error.Message, Ordinal);
    }

    private static async Task<List<Read>> ReadAsync(string manifest)
    {
        await using var list = OpenFileList.Open(manifest);
        using var reader = list.Reader(Spec());
        var rows = new List<Read>();
        while (await reader.FillAsync(TestContext.Current.CancellationToken))
        {
            while (reader.TryRead(out var entry))
            {
                rows.Add(new(Encoding.UTF8.GetString(entry.Key.Source.Bytes), entry.Size, entry.Facts?.ETag, entry.Facts?.LastModified.UtcDateTime));
            }
        }

        Assert.Equal(list.Content.Length, list.Content.Position);
        return rows;
    }

    private static JobSpec Spec() => JobConfig.Parse(
        """
        job-ID: inventory
        src-filetype: s3file
        src-endpoint: http://127.0.0.1:1
        src-bucketName: origin
        src-accesskey: a
        src-secretkey: s
        src-file-list: /list
        src-inventory: trust
        des-endpoint: http://127.0.0.1:2
        des-bucketName: target
        des-accesskey: a
        des-secretkey: s
        """,
        CallerTimeZone.Context(TimeProvider.System)).Spec!;

    private sealed record Read(string Key, long? Size, string? ETag, DateTime? LastModified);
}
