using OssTransfer.LoopbackS3;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>What the back end makes of faults on the way: the right kind, and never a short body that looks whole.</summary>
public sealed class S3FaultTests : S3LoopbackTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cut_body_is_transient(bool reset)
    {
        var store = Open();
        await PutAsync(store, "cut", new byte[300_000]);
        Server.Faults.Add(new Fault { Kind = FaultKind.CutBody, AfterBytes = 100_000, Reset = reset });

        await AssertFailsAsync(StorageErrorKind.Transient, () => GetAsync(store, "cut"));
    }

    [Theory]
    [InlineData(FaultKind.IgnoreRange)]
    [InlineData(FaultKind.OtherSlice)]
    public async Task A_slice_answered_with_other_bytes_is_refused(FaultKind lie)
    {
        var store = Open();
        await PutAsync(store, "slice", new byte[1000]);
        Server.Faults.Add(new Fault { Kind = lie });

        await AssertFailsAsync(StorageErrorKind.Unsupported, () => store.Reader.OpenAsync(
            new ReadRequest(ObjectKey.From("slice")) { Range = new ByteRange(10, 20) }, Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_HEAD_tells_no_length_the_first_byte_tells_it_and_whether_slices_are_given(bool givesSlices)
    {
        var store = Open();
        await PutAsync(store, "long", new byte[1000]);
        Server.Faults.Add(new Fault { Kind = FaultKind.NoLength, Times = null });
        if (!givesSlices)
        {
            Server.Faults.Add(new Fault { Kind = FaultKind.IgnoreRange, Times = null });
        }

        var info = await store.Reader.HeadAsync(ObjectKey.From("long"), Token);

        Assert.Equal((givesSlices ? 1000 : null, !givesSlices), (info!.Size, info.ReadsOnlyWhole));
    }

    [Fact]
    public async Task A_body_that_stalls_is_cut_and_transient()
    {
        var store = Open(o => o with { Http = new CloudHttpOptions { StallTimeout = TimeSpan.FromMilliseconds(300) } });
        await PutAsync(store, "stall", new byte[300_000]);
        Server.Faults.Add(new Fault { Kind = FaultKind.StallBody, AfterBytes = 100_000, Delay = TimeSpan.FromMinutes(1) });

        var failure = await AssertFailsAsync(StorageErrorKind.Transient, () => GetAsync(store, "stall"));

        Assert.Contains("no byte for", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_transient()
    {
        var store = Open(o => o with { Http = new CloudHttpOptions { StallTimeout = TimeSpan.FromMilliseconds(300) } });
        Server.Faults.Add(new Fault { Kind = FaultKind.Slow, Delay = TimeSpan.FromMinutes(1) });

        await AssertFailsAsync(StorageErrorKind.Transient, () => PutAsync(store, "slow", new byte[10]));
    }

    [Fact]
    public async Task Cancelling_reaches_a_body_that_stalls()
    {
        var store = Open();
        await PutAsync(store, "stall", new byte[300_000]);
        Server.Faults.Add(new Fault { Kind = FaultKind.StallBody, AfterBytes = 0, Delay = TimeSpan.FromMinutes(1) });
        await using var body = await store.Reader.OpenAsync(new ReadRequest(ObjectKey.From("stall")), Token);
        using var cancel = new CancellationTokenSource();
        var reading = body.Content.CopyToAsync(Stream.Null, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Theory]
    [InlineData(FaultKind.LostAnswer)]
    [InlineData(FaultKind.LostRequest)]
    public async Task A_lost_answer_is_transient(FaultKind kind)
    {
        var store = Open();
        Server.Faults.Add(new Fault { Kind = kind, Times = null, Operations = [S3Operation.PutObject] });

        await AssertFailsAsync(StorageErrorKind.Transient, () => PutAsync(store, "lost", new byte[10]));
    }

    [Fact]
    public async Task An_error_inside_a_success_of_complete_and_copy_is_thrown()
    {
        var store = Open();
        var key = ObjectKey.From("done");
        await PutAsync(store, "from", [1]);
        var upload = (await store.Multipart!.InitiateAsync(new WriteTarget(key, ObjectMetadata.None), Token)).UploadId;
        var part = await store.Multipart.UploadPartAsync(new PartRequest(key, upload, 1, 0, new MemoryBody(new byte[9])), Token);
        Server.Faults.Add(new Fault { Kind = FaultKind.ErrorInOk, Code = "InternalError", Times = 1, Operations = [S3Operation.CompleteMultipartUpload] });
        Server.Faults.Add(new Fault { Kind = FaultKind.ErrorInOk, Code = "SlowDown", Times = 1, Operations = [S3Operation.CopyObject] });

        await AssertFailsAsync(StorageErrorKind.Transient, () => store.Multipart.CompleteAsync(key, upload, [part], Token));
        await AssertFailsAsync(StorageErrorKind.Throttled, () => store.Copier!.CopyAsync(
            new CopyRequest(store, ObjectKey.From("from"), new WriteTarget(key, ObjectMetadata.None)), Token));
        Assert.Null(await store.Reader.HeadAsync(key, Token));
        Assert.NotNull((await store.Multipart.CompleteAsync(key, upload, [part], Token)).ETag);
    }

    [Fact]
    public async Task A_throttling_answer_says_how_long_to_wait()
    {
        var store = Open();
        Server.Faults.Add(Fault.SlowDown(retryAfter: TimeSpan.FromSeconds(7)));

        var failure = await AssertFailsAsync(StorageErrorKind.Throttled, () => PutAsync(store, "k", [1]));

        Assert.Equal((TimeSpan.FromSeconds(7), 503, "SlowDown", true), (failure.RetryAfter, failure.Status, failure.Code, failure.IsTransient));
        Assert.NotNull(failure.RequestId);
    }

    [Fact]
    public async Task A_wrong_secret_key_or_bucket_is_named_without_a_secret()
    {
        var wrongSecret = Open(o => o with { SecretKey = new Secret("hunter2hunter2") });
        var wrongKey = Open(o => o with { AccessKey = "nobody" });
        var wrongBucket = Open(o => o with { Bucket = "nosuch" });

        var failures = new[]
        {
            await AssertFailsAsync(StorageErrorKind.Credentials, () => KeysAsync(wrongSecret)),
            await AssertFailsAsync(StorageErrorKind.Credentials, () => KeysAsync(wrongKey)),
            await AssertFailsAsync(StorageErrorKind.Bucket, () => KeysAsync(wrongBucket)),
            await AssertFailsAsync(StorageErrorKind.Bucket, () => PutAsync(wrongBucket, "k", [1])),
        };

        Assert.All(failures, failure => Assert.True(failure.IsFatalForJob));
        Assert.All(failures, failure => Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal));
        Assert.All(failures, failure => Assert.DoesNotContain("Signature=", failure.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_clock_is_named_with_its_offset_and_then_made_up_for()
    {
        Server.ClockOffset = TimeSpan.FromHours(1);
        var store = Open();
        Assert.Null(store.ClockOffset);

        var failure = await AssertFailsAsync(StorageErrorKind.Clock, () => KeysAsync(store));

        Assert.InRange(store.ClockOffset!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
        Assert.Matches("clock is (3599|3600|3601) s behind", failure.Message);
        Assert.Empty(await KeysAsync(store));
    }

    [Fact]
    public async Task An_archived_object_needs_restore()
    {
        var store = Open();
        Server.Faults.Add(new Fault { Kind = FaultKind.Error, Status = 403, Code = "InvalidObjectState" });

        await AssertFailsAsync(StorageErrorKind.NeedsRestore, () => GetAsync(store, "cold"));
    }

    [Fact]
    public async Task Control_characters_of_a_key_do_not_reach_a_message()
    {
        var store = Open();

        var failure = await AssertFailsAsync(StorageErrorKind.NotFound, () => GetAsync(store, "a\nERROR forged\u001b[31m"));

        Assert.DoesNotContain(failure.Message, char.IsControl);
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_unreachable()
    {
        var refused = Open(o => o with { Endpoint = "http://127.0.0.1:1" });
        var unknown = Open(o => o with { Endpoint = "http://no-such-host.invalid" });
        var notTls = Open(o => o with { Endpoint = o.Endpoint.Replace("http://", "https://", StringComparison.Ordinal) });

        Assert.Contains("127.0.0.1:1", (await AssertFailsAsync(StorageErrorKind.Unreachable, () => KeysAsync(refused))).Message, StringComparison.Ordinal);
        Assert.Contains("unknown", (await AssertFailsAsync(StorageErrorKind.Unreachable, () => KeysAsync(unknown))).Message, StringComparison.Ordinal);
        Assert.Contains("TLS", (await AssertFailsAsync(StorageErrorKind.Unreachable, () => KeysAsync(notTls))).Message, StringComparison.Ordinal);
    }
}
