using System.CommandLine;
using OssTransfer.Cli.Commands;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Tests.Commands;

public sealed class SiloArgumentsTests
{
    private static readonly Shell Shell = new()
    {
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        Variable = _ => null,
        Directory = "/",
        ProgramDirectory = "/",
    };

    private static readonly string[] All =
    [
        "--home=/h", "--name=n", "--api-port=1", "--silo-port=2", "--max-worker-num=3", "--max-master-num=4", "--memory=64", "--log-level=debug",
        "--log-format=json", "--log-size=5", "--log-files=6",
    ];

    [Fact]
    public void Every_option_of_start_reaches_the_silo()
    {
        var options = SiloArguments.Read(Parse(["start", .. All]), Shell);

        Assert.Equal(
            new SiloHostOptions
            {
                Home = "/h", Name = "n", ApiPort = 1, SiloPort = 2, MaxWorkerNum = 3, MaxMasterNum = 4, MemoryMebibytes = 64, LogLevel = SiloLogLevel.Debug,
                LogFormat = SiloLogFormat.Json, LogMebibytes = 5, LogFiles = 6,
            },
            options);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("supervise")]
    public void Every_option_is_passed_on_to_the_process_that_is_started(string command) =>
        Assert.Equal(All, SiloArguments.Repeat(Parse([command, .. All]), Shell));

    [Theory]
    [InlineData("--max-worker-num=0")]
    [InlineData("--max-master-num=1001")]
    [InlineData("--memory=31")]
    [InlineData("--log-level=loud")]
    [InlineData("--log-format=xml")]
    public void Value_that_is_not_allowed_is_named(string argument)
    {
        var exception = Assert.Throws<CliException>(() => SiloArguments.Read(Parse(["start", argument]), Shell));

        Assert.StartsWith($"{argument.Split('=')[0]}: '{argument.Split('=')[1]}' is not allowed;", exception.Message, StringComparison.Ordinal);
    }

    private static ParseResult Parse(string[] arguments) => CommandTree.Create(Shell).Parse(arguments);
}
