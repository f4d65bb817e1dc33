using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Machines;
using OssTransfer.Jobs.Notices;

namespace OssTransfer.Jobs.Tests.Notices;

/// <summary>What is told of the day and of machines.</summary>
public sealed class DigestTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Day_tells_of_jobs_with_passes_and_what_they_did()
    {
        var digest = DailyDigest.Of("day-1", [Job("once", null), Job("hot", Now.AddHours(1))], NoticeLanguage.English, Now)!;

        var item = Assert.Single(digest.Items);
        Assert.Equal(("hot", 2, 30L, 100L, 1L), (item.JobId, item.Run, item.Numbers!.Transferred, item.Numbers.Listed, item.Numbers.Failed));
        Assert.Equal(("day-1", 1), (digest.Id, digest.Count));
        Assert.Null(DailyDigest.Of("day-1", [Job("once", null)], NoticeLanguage.English, Now));
    }

    [Fact]
    public void Day_counts_what_a_check_job_found_once()
    {
        var compared = Job("compare", Now.AddHours(1)) with
        {
            Objects = new() { Listed = 100, Skipped = 96, Failed = 3, NeedsRestore = 1 },
            Check = new() { Objects = 100, Checked = 100, Differences = 7, Missing = 2, Different = 1, Unreadable = 0, Extra = 4 },
        };

        // 3 failed ones, 2 of them missing and 1 different; 1 to restore; 4 extra ones that count as differences.
        Assert.Equal(8, Assert.Single(DailyDigest.Of("day-1", [compared], NoticeLanguage.English, Now)!.Items).Numbers!.Failed);
    }

    [Theory]
    [InlineData(false, 10, true)]
    [InlineData(true, 10, false)]
    [InlineData(false, 70, false)]
    public void Machine_that_was_taken_for_dead_is_lost_and_one_that_left_is_not(bool inOrder, int minutesAgo, bool isLost)
    {
        var state = MachinesState.Empty with
        {
            Machines =
            [
                new() { Process = "s1", Report = new() { Name = "m1", Address = "a", Version = "1" } },
                new()
                {
                    Process = "s2", Report = new() { Name = "m2", Address = "b", Version = "1" }, LeftAt = Now.AddMinutes(-minutesAgo), LeftInOrder = inOrder,
                },
            ],
        };

        Assert.Equal(isLost ? ["machine-s2"] : [], LostMachines.Of(state, NoticeLanguage.English, Now).Select(notice => notice.Id));
    }

    private static JobView Job(string id, DateTimeOffset? next) => new()
    {
        JobId = id,
        State = next is null ? "done" : "waiting",
        Run = 3,
        Objects = new() { Listed = 100, Transferred = 20, Failed = 1 },
        Bytes = new(),
        Proofs = new Dictionary<string, long>(),
        StartedAt = Now.AddHours(-2),
        FinishedAt = Now.AddHours(-1),
        NextPassAt = next,
        History =
        [
            Run(1, Now.AddHours(-30), 500),
            Run(2, Now.AddHours(-10), 10),
        ],
    };

    private static RunView Run(int number, DateTimeOffset ended, long transferred) => new()
    {
        Run = number,
        StartedAt = ended,
        FinishedAt = ended,
        Listed = 90,
        Transferred = transferred,
        Skipped = 0,
        Failed = 0,
        BytesTransferred = transferred,
    };
}
