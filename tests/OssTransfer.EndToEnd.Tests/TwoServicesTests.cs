using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>From one service to another, so that every byte passes here.</summary>
public sealed class TwoServicesTests
{
    [Fact]
    public async Task Small_object_between_two_services_costs_one_GET_and_one_PUT()
    {
        const int Objects = 2500;
        await using var bench = await Bench.StartApartAsync();
        for (var i = 0; i < Objects; i++)
        {
            bench.Origin.Put($"d{i % 7}/f{i:d5}", Samples.Bytes(i % 5000, i), new Dictionary<string, string> { ["content-type"] = "text/x-small" });
        }

        var run = (await bench.RunAsync("run", bench.StoreToStore("apart"), "--json")).Expect(0).Job;

        Assert.Equal(("done", Objects, Objects), (run.State, (int)run.Objects.Transferred, (int)run.Proofs["md5"]));
        bench.AtTarget.AssertHolds(bench.Objects);

        // Listings besides: of the source its three pages, the look at it before, and a few more where answers are slow and ranges are read at once;
        // of the destination for planning and check.
        var (source, destination) = (bench.Server.Requests, bench.TargetServer.Requests);
        Assert.Equal(Objects, source.Count(S3Operation.GetObject));
        Assert.Equal(Objects, destination.Count(S3Operation.PutObject));
        Assert.Equal(source.Total, source.Count(S3Operation.GetObject) + source.Count(S3Operation.ListObjectsV2) + source.Count(S3Operation.ListObjects));
        Assert.Equal(
            destination.Total,
            destination.Count(S3Operation.PutObject) + destination.Count(S3Operation.ListObjectsV2) + destination.Count(S3Operation.ListObjects));
        Assert.InRange(source.Total - Objects, 4, 8);
        Assert.InRange(destination.Total - Objects, 2, 12);
    }

    [Fact]
    public async Task Destination_that_is_busy_for_a_minute_costs_no_object()
    {
        await using var bench = await Bench.StartApartAsync();
        for (var i = 0; i < 600; i++)
        {
            bench.Origin.Put($"f{i:d3}", Samples.Bytes(1000, i));
        }

        ITimer? over = null;
        bench.TargetServer.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Operations = [S3Operation.PutObject],
            Skip = 100,
            Hook = (_, _) =>
            {
                var busy = bench.TargetServer.Faults.Add(Fault.SlowDown(null));
                over = TimeProvider.System.CreateTimer(_ => bench.TargetServer.Faults.Remove(busy), null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
                return Task.CompletedTask;
            },
        });

        var run = (await bench.RunAsync("run", bench.StoreToStore("busy"), "--json")).Expect(0).Job;

        Assert.NotNull(over);
        await over.DisposeAsync();
        Assert.Equal(("done", 600, 0), (run.State, (int)run.Objects.Transferred, (int)run.Objects.Failed));
        Assert.True(run.FinishedAt - run.StartedAt > TimeSpan.FromMinutes(1));
        Assert.Contains(bench.TargetServer.Requests.Of(S3Operation.PutObject), put => put.Status == 503);
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Acls_are_kept_where_asked_for_and_what_is_not_carried_is_said()
    {
        await using var bench = await Bench.StartApartAsync();
        bench.Origin.Put("private", "a"u8);
        using (var aws = bench.AwsAt(bench.Server))
        {
            foreach (var acl in (string[])["public-read", "authenticated-read", "aws-exec-read"])
            {
                await aws.PutObjectAsync(
                    new() { BucketName = "origin", Key = acl, ContentBody = "b", CannedACL = new(acl), UseChunkEncoding = false },
                    TestContext.Current.CancellationToken);
            }
        }

        var said = (await bench.RunAsync("run", bench.StoreToStore("acl", "des-acl: keep\ndes-metadata: drop"))).Expect(0);
        using var failed = bench.Launch("run", bench.StoreToStore("strict", "des-acl: keep\ndes-prefix: strict"), "--yes", "--json");
        var strict = (await bench.EndAsync(failed)).Expect(3).Job;

        Assert.Contains("not carried: rights of single users", said.Out, StringComparison.Ordinal);
        Assert.Equal(
            (null, "public-read", "authenticated-read", null),
            (bench.Target["private"]!.Acl, bench.Target["public-read"]!.Acl, bench.Target["authenticated-read"]!.Acl, bench.Target["aws-exec-read"]!.Acl));
        Assert.Equal((3L, 1L), (strict.Objects.Transferred, strict.Objects.Failed));
        bench.AtTarget.AssertHolds(bench.Objects.With(bench.Objects.Where(key => key != "aws-exec-read").Below("strict/")));
    }
}
