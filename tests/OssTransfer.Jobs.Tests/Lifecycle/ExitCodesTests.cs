using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Lifecycle;

public sealed class ExitCodesTests
{
    [Theory]
    [InlineData(true, 0, null, false, ExitCode.Done)]
    [InlineData(true, 1, null, false, ExitCode.Failures)]
    [InlineData(false, 0, null, false, ExitCode.Incomplete)]
    [InlineData(false, 7, null, false, ExitCode.Incomplete)]
    [InlineData(false, 7, StorageErrorKind.Credentials, false, ExitCode.Stopped)]
    [InlineData(false, 0, StorageErrorKind.Bucket, false, ExitCode.Stopped)]
    [InlineData(false, 0, StorageErrorKind.Clock, false, ExitCode.Stopped)]
    [InlineData(false, 0, StorageErrorKind.Quota, false, ExitCode.Stopped)]
    [InlineData(false, 0, StorageErrorKind.NoSpace, false, ExitCode.Stopped)]
    [InlineData(false, 0, StorageErrorKind.Unreachable, false, ExitCode.Stopped)]
    [InlineData(false, 1000, StorageErrorKind.Denied, false, ExitCode.Incomplete)]
    [InlineData(false, 7, StorageErrorKind.Credentials, true, ExitCode.Interrupted)]
    public void Run_ends_with_the_code_of_what_weighs_most(bool complete, long failures, StorageErrorKind? stoppedBy, bool interrupted, ExitCode expected)
    {
        var ending = new RunEnding { IsComplete = complete, Failures = failures, StoppedBy = stoppedBy, IsInterrupted = interrupted };

        Assert.Equal(expected, ExitCodes.Of(ending));
    }

    [Fact]
    public void Codes_are_those_of_the_contract()
    {
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 130], Enum.GetValues<ExitCode>().Select(code => (int)code));
    }

    [Theory]
    [InlineData(JobCommandAnswer.Accepted, ExitCode.Done)]
    [InlineData(JobCommandAnswer.Already, ExitCode.Done)]
    [InlineData(JobCommandAnswer.Refused, ExitCode.NotAllowed)]
    public void Command_has_the_code_of_its_answer(JobCommandAnswer answer, ExitCode expected)
    {
        Assert.Equal(expected, ExitCodes.Of(answer));
    }
}
