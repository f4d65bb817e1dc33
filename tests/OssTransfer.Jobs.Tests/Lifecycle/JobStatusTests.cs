using OssTransfer.Jobs.Lifecycle;

namespace OssTransfer.Jobs.Tests.Lifecycle;

public sealed class JobStatusTests
{
    [Theory]
    [InlineData(JobStatus.None, 0, "none", false, false)]
    [InlineData(JobStatus.Ready, 1, "ready", false, false)]
    [InlineData(JobStatus.Running, 2, "running", false, false)]
    [InlineData(JobStatus.Pausing, 3, "pausing", false, true)]
    [InlineData(JobStatus.Stopping, 4, "stopping", false, true)]
    [InlineData(JobStatus.Removing, 5, "removing", false, true)]
    [InlineData(JobStatus.Paused, 6, "paused", false, false)]
    [InlineData(JobStatus.Waiting, 7, "waiting", false, false)]
    [InlineData(JobStatus.Done, 8, "done", true, false)]
    [InlineData(JobStatus.Failed, 9, "failed", true, false)]
    public void State_keeps_its_number_name_and_facts(JobStatus status, int number, string name, bool isTerminal, bool isOnItsWay)
    {
        Assert.Equal(number, (int)status);
        Assert.Equal(name, status.ToText());
        Assert.Equal(isTerminal, status.IsTerminal());
        Assert.Equal(isOnItsWay, status.IsOnItsWay());
        Assert.Equal(isOnItsWay || status == JobStatus.Running, status.MayHaveWorkers());
    }
}
