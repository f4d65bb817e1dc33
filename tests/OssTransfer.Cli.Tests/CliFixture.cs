using OssTransfer.Cli.CommandLine;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Cli.Tests;

/// <summary>The command line in this process, against a real API over a fake service, in a directory of its own.</summary>
public abstract class CliFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = System.IO.Directory.CreateTempSubdirectory("osstransfer-cli-");

    internal ApiServer Server { get; private set; } = null!;

    protected string Directory => _directory.FullName;

    protected Dictionary<string, string> Variables { get; } = [];

    protected FakeJobService Jobs => Server.Jobs;

    protected FakeSettingsService Settings => Server.Settings;

    /// <summary>What standard input holds.</summary>
    protected string Input { get; set; } = "";

    /// <summary>The terminal's cells and lines; null: standard output is none.</summary>
    protected (int Columns, int Lines)? Window { get; set; }

    /// <summary>Whether nobody reads standard output any more.</summary>
    protected Func<bool> IsOutputClosed { get; set; } = () => false;

    /// <summary>What is typed, where standard input is a terminal.</summary>
    protected Queue<ConsoleKeyInfo>? Keys { get; set; }

    public async ValueTask InitializeAsync()
    {
        Server = await ApiServer.StartAsync();
        Variables["OSSTRANSFER_API"] = Server.Running.Url;
        Variables["OSSTRANSFER_TOKEN"] = ApiServer.Token;
        Variables["OSSTRANSFER_HOME"] = Path.Combine(Directory, "home");
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await Server.DisposeAsync();
        _directory.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    internal Task<CliResult> RunAsync(params string[] args) => RunAsync(args, TestContext.Current.CancellationToken);

    internal async Task<CliResult> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        using StringWriter output = new(), error = new();
        var shell = new Shell
        {
            Out = output,
            Error = error,
            In = () => new StringReader(Input),
            ReadKeyAsync = Keys is { } keys ? _ => Task.FromResult(keys.Dequeue()) : null,
            Window = () => Window,
            IsOutputClosed = IsOutputClosed,
            Variable = Variables.GetValueOrDefault,
            Directory = Directory,
            ProgramDirectory = Directory,
        };
        var code = await CommandLineProgram.RunAsync(args, shell, cancellationToken);
        return new CliResult(code, output.ToString(), error.ToString());
    }

    /// <summary>Lets go of what the test started itself.</summary>
    protected virtual ValueTask EndAsync() => ValueTask.CompletedTask;

    protected string Write(string name, string text)
    {
        var path = Path.Combine(Directory, name);
        File.WriteAllText(path, text);
        return path;
    }
}
