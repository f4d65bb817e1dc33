using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Storage.Tests.LoopbackS3;

public sealed class LoopbackFaultTests : IAsyncLifetime
{
    private const string BucketName = "faulty-bucket";
    private LoopbackServer _server = null!;
    private AmazonS3Client _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Bucket Bucket => _server.Buckets[BucketName];

    public async ValueTask InitializeAsync()
    {
        _server = await LoopbackServer.StartAsync(new() { Buckets = [BucketName], MinPartBytes = 1 }, Cancel);
        _client = Aws.Client(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_rule_hits_as_often_as_it_says_and_only_what_it_names()
    {
        _server.Faults.Add(Fault.SlowDown(times: 2, TimeSpan.FromSeconds(7), S3Operation.PutObject) with { KeyPrefix = "bad/", Skip = 1 });

        Assert.Null(await CodeOfPutAsync("bad/0"));
        Assert.Null(await CodeOfPutAsync("good"));
        Assert.Equal("SlowDown", await CodeOfPutAsync("bad/1"));
        Assert.Equal("SlowDown", await CodeOfPutAsync("bad/2"));
        Assert.Null(await CodeOfPutAsync("bad/3"));
        Assert.Equal(["bad/0", "bad/3", "good"], Bucket.Keys);
        Assert.Equal(2, _server.Faults.Hits);
    }

    [Fact]
    public async Task A_rule_without_a_count_holds_until_it_is_removed()
    {
        var gone = _server.Faults.Add(Fault.BucketGone(BucketName));

        var during = new[] { await CodeOfPutAsync("a"), await CodeOfPutAsync("a"), await CodeOfPutAsync("a") };
        _server.Faults.Remove(gone);

        Assert.All(during, code => Assert.Equal("NoSuchBucket", code));
        Assert.Null(await CodeOfPutAsync("a"));
    }

    [Fact]
    public async Task Retry_after_is_sent_in_seconds()
    {
        _server.Faults.Add(Fault.SlowDown(1, TimeSpan.FromSeconds(7)));
        using var http = new HttpClient();

        using var answer = await http.GetAsync(_server.Url, Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter!.Delta);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cut_body_ends_before_its_length(bool reset)
    {
        Bucket.Put("k", Aws.Bytes(500_000));
        _server.Faults.Add(new() { Kind = FaultKind.CutBody, AfterBytes = 100_000, Reset = reset, Operations = [S3Operation.GetObject] });

        var (got, error) = await ReadUntilErrorAsync("k");

        Assert.NotNull(error);
        Assert.InRange(got.Length, reset ? 0 : 100_000, 100_000);
    }

    [Fact]
    public async Task A_cut_request_stores_nothing()
    {
        _server.Faults.Add(new() { Kind = FaultKind.CutBody, Times = null, AfterBytes = 1000, Operations = [S3Operation.PutObject] });

        Assert.NotNull(await Record.ExceptionAsync(() => PutAsync("k", Aws.Bytes(500_000))));
        Assert.Null(Bucket["k"]);
    }

    [Fact]
    public async Task A_short_body_looks_whole()
    {
        Bucket.Put("k", Aws.Bytes(1000));
        _server.Faults.Add(new() { Kind = FaultKind.ShortBody, AfterBytes = 400 });

        using var got = await _client.GetObjectAsync(new() { BucketName = BucketName, Key = "k", ByteRange = new(0, 999) }, Cancel);

        Assert.Equal(400, got.ContentLength);
        Assert.Equal(Aws.Bytes(1000)[..400], await LoopbackServerTests.ReadAsync(got));
    }

    [Fact]
    public async Task A_stalled_body_waits_and_goes_on()
    {
        Bucket.Put("k", Aws.Bytes(1000));
        _server.Faults.Add(new() { Kind = FaultKind.StallBody, AfterBytes = 400, Delay = TimeSpan.FromMilliseconds(200) });
        var before = TimeProvider.System.GetTimestamp();

        var (got, error) = await ReadUntilErrorAsync("k");

        Assert.Null(error);
        Assert.Equal(Aws.Bytes(1000), got);

        // A timer may ring a little before its time by another clock.
        Assert.True(TimeProvider.System.GetElapsedTime(before) >= TimeSpan.FromMilliseconds(150));
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_effect()
    {
        // Without an end, because the SDK repeats a request by itself whose connection was reset.
        _server.Faults.Add(new() { Kind = FaultKind.LostAnswer, Times = null, Operations = [S3Operation.PutObject] });

        Assert.NotNull(await Record.ExceptionAsync(() => PutAsync("k", [1, 2])));
        Assert.Equal([1, 2], Bucket["k"]!.ToArray());
        Assert.All(_server.Requests.Of(S3Operation.PutObject), request => Assert.Equal(0, request.Status));
    }

    [Fact]
    public async Task A_lost_request_leaves_nothing()
    {
        _server.Faults.Add(new() { Kind = FaultKind.LostRequest, Times = null });

        Assert.NotNull(await Record.ExceptionAsync(() => PutAsync("k", [1, 2])));
        Assert.Null(Bucket["k"]);
    }

    [Fact]
    public async Task A_wrong_etag_is_only_in_the_answer()
    {
        _server.Faults.Add(new() { Kind = FaultKind.WrongETag });

        var answer = await PutAsync("k", Aws.Bytes(10));

        Assert.NotEqual($"\"{Bucket["k"]!.ETag}\"", answer.ETag);
        Assert.Equal(Aws.Bytes(10), Bucket["k"]!.ToArray());
    }

    [Fact]
    public async Task Rot_leaves_the_etag_and_changes_the_bytes()
    {
        _server.Faults.Add(new() { Kind = FaultKind.Rot });

        var answer = await PutAsync("k", Aws.Bytes(1000));

        Assert.Equal($"\"{Bucket["k"]!.ETag}\"", answer.ETag);
        Assert.Equal(1, Aws.Bytes(1000).Zip(Bucket["k"]!.ToArray()).Count(pair => pair.First != pair.Second));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_error_in_a_200_may_hide_the_effect(bool effectDone)
    {
        Bucket.Put("source", Aws.Bytes(10));
        _server.Faults.Add(new() { Kind = FaultKind.ErrorInOk, EffectDone = effectDone, Operations = [S3Operation.CopyObject] });
        _server.Faults.Add(new() { Kind = FaultKind.ErrorInOk, EffectDone = effectDone, Operations = [S3Operation.CompleteMultipartUpload] });

        var copy = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.CopyObjectAsync(BucketName, "source", BucketName, "copy", Cancel));
        var complete = await Assert.ThrowsAsync<AmazonS3Exception>(() => MultipartAsync("parts"));

        Assert.Equal(("InternalError", "InternalError"), (copy.ErrorCode, complete.ErrorCode));
        Assert.Equal(HttpStatusCode.OK, complete.StatusCode);
        Assert.Equal(effectDone, Bucket["copy"] is not null);
        Assert.Equal(effectDone, Bucket["parts"] is not null);
    }

    [Fact]
    public async Task An_opaque_etag_has_no_number_of_parts()
    {
        _server.Faults.Add(new() { Kind = FaultKind.OpaqueETag, Operations = [S3Operation.CompleteMultipartUpload] });

        var done = await MultipartAsync("k");

        Assert.Equal(34, done.ETag.Length);
        Assert.Equal($"\"{Bucket["k"]!.ETag}\"", done.ETag);
    }

    [Fact]
    public async Task An_object_is_overwritten_between_two_reads()
    {
        var before = Bucket.Put("k", Aws.Bytes(100));
        _server.Faults.Add(new() { Kind = FaultKind.OverwriteAfterRead });

        var (first, _) = await ReadUntilErrorAsync("k");
        var error = await Assert.ThrowsAsync<AmazonS3Exception>(
            () => _client.GetObjectAsync(new() { BucketName = BucketName, Key = "k", EtagToMatch = before.ETag }, Cancel));

        Assert.Equal(Aws.Bytes(100), first);
        Assert.Equal("PreconditionFailed", error.ErrorCode);
        Assert.Equal(100, Bucket["k"]!.Length);
    }

    [Fact]
    public async Task A_range_is_ignored_on_request()
    {
        Bucket.Put("k", Aws.Bytes(100));
        _server.Faults.Add(new() { Kind = FaultKind.IgnoreRange });

        using var got = await _client.GetObjectAsync(new() { BucketName = BucketName, Key = "k", ByteRange = new(10, 19) }, Cancel);

        Assert.Equal((HttpStatusCode.OK, 100), (got.HttpStatusCode, got.ContentLength));
    }

    [Theory]
    [InlineData(FaultKind.ShortListing, 2, false, false)]
    [InlineData(FaultKind.NoMarker, 2, true, false)]
    [InlineData(FaultKind.StuckMarker, 4, true, true)]
    [InlineData(FaultKind.EmptyPage, 0, true, true)]
    public async Task A_listing_lies_about_its_end(FaultKind kind, int count, bool isTruncated, bool hasToken)
    {
        PutFour();
        _server.Faults.Add(new() { Kind = kind });

        var page = await _client.ListObjectsV2Async(new() { BucketName = BucketName }, Cancel);
        var next = hasToken
            ? await _client.ListObjectsV2Async(new() { BucketName = BucketName, ContinuationToken = page.NextContinuationToken }, Cancel)
            : null;

        Assert.Equal((count, isTruncated), (page.S3Objects?.Count ?? 0, page.IsTruncated));
        Assert.Equal(hasToken, page.NextContinuationToken is not null);
        Assert.Equal(hasToken ? "a" : null, next?.S3Objects[0].Key);
    }

    [Fact]
    public async Task A_listing_is_out_of_order_on_request()
    {
        PutFour();
        _server.Faults.Add(new() { Kind = FaultKind.OutOfOrder });

        var page = await _client.ListObjectsV2Async(new() { BucketName = BucketName }, Cancel);

        Assert.Equal(["d", "b", "c", "a"], page.S3Objects.Select(one => one.Key));
    }

    [Fact]
    public async Task Version_2_is_answered_as_version_1_on_request()
    {
        PutFour();
        _server.Faults.Add(new() { Kind = FaultKind.IgnoreListType });

        var page = await _client.ListObjectsV2Async(new() { BucketName = BucketName, MaxKeys = 2 }, Cancel);

        Assert.True(page.IsTruncated);
        Assert.Null(page.NextContinuationToken);
    }

    [Fact]
    public async Task An_encoding_is_neither_done_nor_echoed_on_request()
    {
        Bucket.Put("a+b c", []);
        _server.Faults.Add(new() { Kind = FaultKind.IgnoreEncodingType });

        var page = await _client.ListObjectsV2Async(new() { BucketName = BucketName, Encoding = EncodingType.Url }, Cancel);

        Assert.Null(page.Encoding);
        Assert.Equal("a+b c", page.S3Objects.Single().Key);
    }

    [Fact]
    public async Task A_hook_runs_while_the_request_waits()
    {
        var seen = new List<string>();
        _server.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Hook = (request, _) =>
            {
                seen.Add($"{request.Operation} {request.Key} {Bucket["k"] is null}");
                return Task.CompletedTask;
            },
        });

        await PutAsync("k", [1]);

        Assert.Equal(["PutObject k True"], seen);
    }

    [Fact]
    public async Task Stopping_ends_a_request_that_hangs()
    {
        Bucket.Put("k", [1]);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Hook = (_, cancellationToken) =>
            {
                reached.SetResult();
                return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            },
        });

        var get = _client.GetObjectAsync(BucketName, "k", Cancel);
        await reached.Task.WaitAsync(Cancel);
        await _server.DisposeAsync();

        Assert.NotNull(await Record.ExceptionAsync(() => get));
    }

    private void PutFour()
    {
        foreach (var key in (string[])["a", "b", "c", "d"])
        {
            Bucket.Put(key, []);
        }
    }

    private async Task<string?> CodeOfPutAsync(string key) =>
        (await Record.ExceptionAsync(() => PutAsync(key, [1])) as AmazonServiceException)?.ErrorCode;

    private Task<PutObjectResponse> PutAsync(string key, byte[] body) =>
        _client.PutObjectAsync(new() { BucketName = BucketName, Key = key, InputStream = new MemoryStream(body) }, Cancel);

    private async Task<CompleteMultipartUploadResponse> MultipartAsync(string key)
    {
        var begun = await _client.InitiateMultipartUploadAsync(BucketName, key, Cancel);
        var part = await _client.UploadPartAsync(
            new() { BucketName = BucketName, Key = key, UploadId = begun.UploadId, PartNumber = 1, InputStream = new MemoryStream([1, 2, 3]) }, Cancel);
        return await _client.CompleteMultipartUploadAsync(
            new() { BucketName = BucketName, Key = key, UploadId = begun.UploadId, PartETags = [new(1, part.ETag)] }, Cancel);
    }

    private async Task<(byte[] Got, Exception? Error)> ReadUntilErrorAsync(string key)
    {
        using var memory = new MemoryStream();
        var error = await Record.ExceptionAsync(async () =>
        {
            using var response = await _client.GetObjectAsync(
                new() { BucketName = BucketName, Key = key, ByteRange = new("bytes=0-") }, Cancel);
            await response.ResponseStream.CopyToAsync(memory, Cancel);
        });
        return (memory.ToArray(), error);
    }
}
