using OssTransfer.Contracts;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Lifecycle;

public sealed class ExitCodesTests
{
    [Theory]
    [InlineData(true, 0, ExitCode.Done)]
    [InlineData(true, 1, ExitCode.Failures)]
    [InlineData(false, 0, ExitCode.Incomplete)]
    [InlineData(false, 7, ExitCode.Incomplete)]
    public void Run_ends_with_the_code_of_what_weighs_most(bool complete, long failures, ExitCode expected)
    {
        Assert.Equal(expected, ExitCodes.Of(new RunEnding { IsComplete = complete, Failures = failures }));
    }

    [Theory]
    [InlineData(StorageErrorKind.Credentials, ExitCode.Stopped)]
    [InlineData(StorageErrorKind.Bucket, ExitCode.Stopped)]
    [InlineData(StorageErrorKind.Clock, ExitCode.Stopped)]
    [InlineData(StorageErrorKind.Quota, ExitCode.Stopped)]
    [InlineData(StorageErrorKind.NoSpace, ExitCode.Stopped)]
    [InlineData(StorageErrorKind.Unreachable, ExitCode.Stopped)]
    [InlineData(StorageErrorKind.Denied, ExitCode.Incomplete)]
    [InlineData(null, ExitCode.Incomplete)]
    public void Pause_has_the_code_of_its_problem(StorageErrorKind? problem, ExitCode expected)
    {
        Assert.Equal(expected, ExitCodes.OfPause(problem));
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
