using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Probes;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Cli.Tests.Commands;

/// <summary><c>probe</c> tries one side, leaves nothing behind and touches nothing of others; it needs no silo.</summary>
public sealed class ProbeCommandTests : CliFixture
{
    private LoopbackServer _server = null!;

    private Bucket Bucket => _server.Buckets["bucket"];

    [Fact]
    public async Task Source_is_listed_and_read_and_never_written()
    {
        await StartAsync();
        Bucket.Put("data/a", "content"u8);
        Bucket.Put("data/b", "more content"u8);

        var found = await ReadAsync(0, "--src");

        Assert.All(found.Steps, step => Assert.True(step.Ok, step.ToString()));
        Assert.Equal(
            ["list one page", "HEAD an object", "GET a slice", "GET a slice of another version", "GET the object"], found.Steps.Select(step => step.Name));
        Assert.Equal(("ascending", "md5", "src-profile: other"), (found.KeyOrder, found.ETag, found.Profile));
        Assert.InRange(found.ClockOffsetSeconds!.Value, -30, 30);
        Assert.All(_server.Requests.All, request => Assert.Contains(request.Method, (string[])["GET", "HEAD"]));
    }

    [Theory]
    [InlineData(ListingOrder.Bytes, "ascending")]
    [InlineData(ListingOrder.Directories, "directories")]
    [InlineData(ListingOrder.Utf16, "utf-16")]
    [InlineData(ListingOrder.Hashed, "none")]
    public async Task Order_in_which_keys_are_listed_is_told_with_the_option_to_set(ListingOrder order, string name)
    {
        await StartAsync(order);
        foreach (var key in (string[])["a-x", "a/x", "a", "Ａ", "😀", "b"])
        {
            Bucket.Put("data/" + key, "content"u8);
            Bucket.Put("tmp/" + key, "content"u8);
        }

        foreach (var (argument, option) in ((string, string)[])[("--src", "src-list-order: any"), ("--des", "des-list-order: any")])
        {
            var found = await ReadAsync(0, argument);
            Assert.Equal(name, found.KeyOrder);
            Assert.Equal(order != ListingOrder.Bytes, found.Notes.Any(note => note.Contains(option, StringComparison.Ordinal)));
            Assert.DoesNotContain((await ReadAsync(0, option, argument)).Notes, note => note.Contains(option, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Destination_is_not_written_without_a_prefix()
    {
        await StartAsync();

        var found = await ReadAsync(0, "--des");

        Assert.Null(found.PutProof);
        Assert.All(_server.Requests.All, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task Destination_shows_its_proofs_and_is_left_as_it_was()
    {
        await StartAsync();
        Bucket.Put("tmp/theirs", "theirs"u8);

        var found = await ReadAsync(0, "--des", "--prefix=tmp");

        Assert.All(found.Steps, step => Assert.True(step.Ok, step.ToString()));
        Assert.Equal(("md5", "md5-parts-listed"), (found.PutProof, found.PartsProof));
        AssertLeftAsItWas();
        Assert.All(Written(), request => Assert.StartsWith("tmp/osstransfer-probe-", request.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Known_profile_proves_parts_by_the_ETag_of_the_whole()
    {
        await StartAsync();

        var found = await ReadAsync(0, "des-profile: minio\n", "--des", "--prefix=tmp/");

        Assert.Equal(("md5-parts", "des-profile: minio"), (found.PartsProof, found.Profile));
    }

    [Theory]
    [InlineData(S3Operation.ListObjectsV2)]
    [InlineData(S3Operation.PutObject)]
    [InlineData(S3Operation.GetObject)]
    [InlineData(S3Operation.CreateMultipartUpload)]
    [InlineData(S3Operation.UploadPart)]
    [InlineData(S3Operation.CompleteMultipartUpload)]
    public async Task Failure_of_a_request_is_a_line_and_everything_is_removed(S3Operation operation)
    {
        await StartAsync();
        Bucket.Put("tmp/theirs", "theirs"u8);
        _server.Faults.Add(new() { Kind = FaultKind.Error, Status = 403, Code = "AccessDenied", Times = null, Operations = [operation] });

        var (result, found) = await RunJsonAsync("", "--des", "--prefix=tmp");

        Assert.NotEqual(0, result.Code);
        Assert.Contains(found.Steps, step => !step.Ok && step.Detail.Contains("AccessDenied", StringComparison.Ordinal));
        Assert.Contains(found.Steps, step => step.Ok);
        AssertLeftAsItWas();
    }

    [Fact]
    public async Task Upload_whose_beginning_got_no_answer_is_removed()
    {
        await StartAsync();
        _server.Faults.Add(new() { Kind = FaultKind.LostAnswer, Operations = [S3Operation.CreateMultipartUpload] });

        await RunJsonAsync("", "--des", "--prefix=tmp");

        Assert.Empty(Bucket.Uploads);
        Assert.Empty(Bucket.Keys);
    }

    [Theory]
    [InlineData(S3Operation.PutObject)]
    [InlineData(S3Operation.CreateMultipartUpload)]
    [InlineData(S3Operation.UploadPart)]
    [InlineData(S3Operation.CompleteMultipartUpload)]
    public async Task Interrupted_probe_removes_what_it_wrote(S3Operation operation)
    {
        await StartAsync();
        Bucket.Put("tmp/theirs", "theirs"u8);
        using var user = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _server.Faults.Add(new() { Kind = FaultKind.Hook, Operations = [operation], Hook = (_, _) => user.CancelAsync() });

        var result = await RunAsync(["probe", Config(""), "--des", "--prefix=tmp"], user.Token);

        Assert.Equal(130, result.Code);
        Assert.Contains("Nothing that the probe wrote is left", result.Error, StringComparison.Ordinal);
        AssertLeftAsItWas();
    }

    [Fact]
    public async Task What_cannot_be_removed_is_named()
    {
        await StartAsync();
        _server.Faults.Add(new() { Kind = FaultKind.Error, Status = 403, Code = "AccessDenied", Times = null, Operations = [S3Operation.DeleteObject] });

        var (result, found) = await RunJsonAsync("", "--des", "--prefix=tmp");

        Assert.NotEqual(0, result.Code);
        Assert.All(Bucket.Keys, key => Assert.Contains(found.Notes, note => note.EndsWith(key, StringComparison.Ordinal)));
        Assert.NotEmpty(Bucket.Keys);
    }

    [Fact]
    public async Task ETag_that_is_no_MD5_is_told()
    {
        await StartAsync();
        _server.Faults.Add(new() { Kind = FaultKind.WrongETag, Times = null, Operations = [S3Operation.PutObject] });

        var (_, found) = await RunJsonAsync("", "--des", "--prefix=tmp");

        Assert.Equal(("other-md5", "read-back"), (found.ETag, found.PutProof));
        Assert.Contains(found.Notes, note => note.Contains("takes ETags", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Directory_is_left_without_the_directories_that_the_probe_made()
    {
        var target = System.IO.Directory.CreateDirectory(Path.Combine(Directory, "target"));
        target.CreateSubdirectory("theirs");
        var file = Write(
            "disk.cfg", $"src-filetype: diskfile\nsrc-absolutepath: {Directory}/source\ndes-filetype: diskfile\ndes-absolutepath: {target.FullName}\n");

        var result = await RunAsync("probe", file, "--des", "--prefix=theirs/a/b", "--json");

        Assert.True(result.Code == 0, result.ToString());
        Assert.Equal([Path.Combine(target.FullName, "theirs")], System.IO.Directory.GetFileSystemEntries(target.FullName, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Wrong_secret_ends_with_its_code_and_tells_every_request()
    {
        await StartAsync();

        var result = await RunAsync("probe", Config("", "wrong"), "--src");

        Assert.Equal(5, result.Code);
        Assert.Contains("FAILED list one page", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--src", "--des")]
    [InlineData("--src", "--prefix=tmp")]
    [InlineData("--des", "--prefix=/")]
    public async Task Sides_and_prefix_must_make_sense(params string[] arguments)
    {
        await StartAsync();

        Assert.Equal(2, (await RunAsync(["probe", Config(""), .. arguments])).Code);
        Assert.Equal(0, _server.Requests.Total);
    }

    protected override ValueTask EndAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task StartAsync(ListingOrder order = ListingOrder.Bytes) => _server = await LoopbackServer.StartAsync(
        new() { Buckets = ["bucket", "other"], Habits = new() { ListingOrder = order } }, TestContext.Current.CancellationToken);

    private void AssertLeftAsItWas()
    {
        Assert.Equal(["tmp/theirs"], Bucket.Keys);
        Assert.Empty(Bucket.Uploads);
    }

    private IEnumerable<RequestRecord> Written() => _server.Requests.All.Where(request => request.Method is "PUT" or "POST" or "DELETE");

    private async Task<ProbeView> ReadAsync(int code, params string[] arguments)
    {
        var more = arguments[0].StartsWith('-') ? "" : arguments[0];
        var (result, found) = await RunJsonAsync(more, [.. arguments.Where(argument => argument.StartsWith('-'))]);
        Assert.True(result.Code == code, result.ToString());
        return found;
    }

    private async Task<(CliResult Result, ProbeView Found)> RunJsonAsync(string more, params string[] arguments)
    {
        var result = await RunAsync(["probe", Config(more), "--json", .. arguments]);
        return (result, JsonSerializer.Deserialize(result.Out, ContractsJson.Default.ProbeView)!);
    }

    private string Config(string more, string? secret = null) => Write(
        "probe.cfg",
        $"src-filetype: s3file\nsrc-endpoint: {_server.Url}\nsrc-bucketName: bucket\nsrc-prefix: data\nsrc-accesskey: {_server.AccessKey}\nsrc-secretkey: {secret ?? _server.SecretKey}\n"
        + $"des-endpoint: {_server.Url}\ndes-bucketName: bucket\ndes-prefix: tmp\ndes-accesskey: {_server.AccessKey}\ndes-secretkey: {_server.SecretKey}\n{more}");
}
