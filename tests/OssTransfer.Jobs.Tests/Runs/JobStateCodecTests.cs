using System.Text.Json;
using System.Text.Json.Nodes;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Runs;

public sealed class JobStateCodecTests
{
    private static readonly DateTimeOffset Added = new(2024, 5, 6, 7, 8, 9, TimeSpan.FromHours(8));

    [Fact]
    public void A_state_comes_back_as_it_was()
    {
        var stored = JobStateCodec.Encode(Full());

        Assert.Equal(stored, JobStateCodec.Encode(JobStateCodec.Decode(stored)));
    }

    [Fact]
    public void A_state_of_version_1_is_read() =>
        Assert.Equal(
            JsonNode.Parse(JobStateCodec.Encode(Full()))!.ToJsonString(),
            JsonNode.Parse(
                JobStateCodec.Encode(
                    JobStateCodec.Decode(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Runs", "job-state-v1.json")))))!.ToJsonString());

    [Fact]
    public void A_state_of_a_newer_version_is_refused_by_name()
    {
        var newer = JsonNode.Parse(JobStateCodec.Encode(Full()))!;
        newer["Version"] = JobState.CurrentVersion + 1;

        var refusal = Assert.Throws<InvalidDataException>(() => JobStateCodec.Decode(JsonSerializer.SerializeToUtf8Bytes(newer)));

        Assert.Contains("newer program", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_newer_program_added_is_kept_when_this_one_stores_the_state_again()
    {
        var newer = JsonNode.Parse(JobStateCodec.Encode(Full()))!;
        newer["Colour"] = new JsonObject { ["of"] = "the job" };
        newer["Run"]!["Depth"] = 7;

        var state = JobStateCodec.Decode(JsonSerializer.SerializeToUtf8Bytes(newer));
        var again = JsonNode.Parse(JobStateCodec.Encode(state with { Status = JobStatus.Running, Run = state.Run! with { ExitCode = null } }))!;

        Assert.Equal("the job", (string?)again["Colour"]!["of"]);
        Assert.Equal(7, (int)again["Run"]!["Depth"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"JobId\":\"j\"")]
    public void What_is_no_state_is_refused(string text) =>
        Assert.Throws<InvalidDataException>(() => JobStateCodec.Decode(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void What_dropped_work_was_done_with_is_read_as_it_was_stored()
    {
        var stored = JsonNode.Parse(JobStateCodec.Encode(Jobs.New()))!;
        stored["CleansUpWith"] = JsonNode.Parse("""{"Version":2,"Config":"des-prefix: x/\n","SealedSecrets":"CQD/"}""");

        var former = JobStateCodec.Decode(JsonSerializer.SerializeToUtf8Bytes(stored)).CleansUpWith!;

        Assert.Equal((2, "des-prefix: x/\n"), (former.Version, former.Config));
        Assert.Equal([9, 0, 255], former.SealedSecrets);
        var again = JsonNode.Parse(JobStateCodec.Encode(Jobs.New() with { CleansUpWith = former }))!;
        Assert.Equal(stored["CleansUpWith"]!.ToJsonString(), again["CleansUpWith"]!.ToJsonString());
    }

    private static JobState Full()
    {
        var result = ShardResult.Empty.Add(ObjectKey.From("图/a"), OutcomeKind.Transferred, ProofKind.Md5Parts, true) with
        {
            BytesSent = long.MaxValue,
            ObjectsSent = 3,
            BytesEnded = null,
        };
        return Jobs.New() with
        {
            Incarnation = ulong.MaxValue,
            SealedSecrets = [0, 255, 7],
            ConfigVersion = 3,
            Status = JobStatus.Pausing,
            Reason = "paused by the user",
            PauseCode = ExitCode.Stopped,
            After = AfterStop.Pause,
            NextMode = RunMode.All,
            NextPassAt = Added.AddDays(1),
            NeedsRedo = true,
            OnePass = true,
            PastRuns = [new(1, 2, 3, 4)],
            AddedAt = Added,
            DestinationClock = TimeSpan.FromSeconds(-2.5),
            Commands = [new("id", ExitCode.NotAllowed, "job j is running")],
            Catalogue = new([new(null, ObjectKey.From("m"), 2, 0, 9), new(new ObjectKey([0xff, 0]), null, 1, 0, 700)]),
            Run = new()
            {
                Number = 3,
                Mode = RunMode.Failed,
                Phase = RunPhase.Check,
                StartedAt = Added,
                FinishedAt = Added.AddHours(1),
                List = new()
                {
                    Attempt = 4,
                    Through = ObjectKey.From("图/a"),
                    IsDone = true,
                    Shards = 5,
                    Segments = 6,
                    Counts = new() { Objects = 7, Bytes = 8, Keys = result.Keys, Ended = result, UnreadableDirectories = 1 },
                },
                Open = System.Collections.Immutable.ImmutableSortedDictionary<int, ulong>.Empty.Add(4, ulong.MaxValue).Add(11, 1),
                Moved = result,
                Check = new() { Shards = 9, LinesPerShard = 16, Finished = RangeSet.Empty.Add(0).Add(1).Add(5), Result = new(1, 2, 3, 4) },
                IsCleanedUp = true,
                Incomplete = "a directory of the source could not be read",
                ExitCode = ExitCode.Incomplete,
            },
        };
    }
}
