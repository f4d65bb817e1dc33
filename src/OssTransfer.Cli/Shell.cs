using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Processes;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Languages;
using OssTransfer.Storage;

namespace OssTransfer.Cli;

/// <summary>Where a command runs: its streams, environment, directory and clock. Everything a test puts its own in place of.</summary>
internal sealed record Shell
{
    /// <summary>Standard output.</summary>
    public required TextWriter Out
    {
        get;
        init => (field, Screen) = (VisibleWriter.Over(value), value);
    }

    /// <summary>Standard error.</summary>
    public required TextWriter Error
    {
        get;
        init => field = VisibleWriter.Over(value);
    }

    /// <summary>Standard output for what draws on it with control characters of its own and makes those of others visible itself.</summary>
    public TextWriter Screen { get; private init; } = TextWriter.Null;

    /// <summary>Opens standard input: not before it is needed, since that changes the terminal.</summary>
    public Func<TextReader> In { get; init; } = () => TextReader.Null;

    /// <summary>Reads a key without showing it; null where standard input is no terminal.</summary>
    public Func<CancellationToken, Task<ConsoleKeyInfo>>? ReadKeyAsync { get; init; }

    /// <summary>Standard output is a terminal: views may redraw.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>
    /// How many cells a line of the terminal has, and how many lines there are; null: standard output is none, and lines may be as long as they are.
    /// </summary>
    public Func<(int Columns, int Lines)?> Window { get; init; } = () => null;

    /// <summary>The reader of standard output is gone, so that nothing that is written is seen any more.</summary>
    public Func<bool> IsOutputClosed { get; init; } = () => false;

    /// <summary>An environment variable; null where it isn't set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The directory that relative paths start from.</summary>
    public required string Directory { get; init; }

    /// <summary>The program's own directory, with <c>appsettings.json</c>.</summary>
    public required string ProgramDirectory { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How commands are written that a text advises.</summary>
    public AdviceContext Advice { get; init; } = AdviceContext.Plain;

    /// <summary>The texts in the language of the reader.</summary>
    public Translation Texts { get; init; } = Translation.None;

    /// <summary>A text as people read it: in their language, with commands as they are typed here, and with nothing in it that a terminal obeys.</summary>
    public string Line(string text) => VisibleText.OfLine(Advice.In(Texts.Of(text)));

    public static Shell OfProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        In = () => Console.In,
        ReadKeyAsync = Console.IsInputRedirected ? null : ReadConsoleKeyAsync,
        IsTerminal = !Console.IsOutputRedirected,
        Window = WindowOfConsole,
        IsOutputClosed = NativeProcess.IsOutputClosed,
        Variable = Environment.GetEnvironmentVariable,
        Directory = Environment.CurrentDirectory,
        ProgramDirectory = AppContext.BaseDirectory,
    };

    public string FullPath(string path) => Path.GetFullPath(path, Directory);

    /// <summary>An environment variable that says something.</summary>
    public string? Setting(string name) => Variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    public Task WaitAsync(TimeSpan duration, CancellationToken cancellationToken) => Task.Delay(duration, Time, cancellationToken);

    /// <summary>
    /// Waits before the next look at something that is only watched. Where it is no longer seen the command ends; the work that it watches goes on.
    /// </summary>
    public async Task WaitToShowAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        RefuseUnseen();
        await WaitAsync(duration, cancellationToken);
    }

    /// <summary>Ends a command that only shows, once its output is no longer read.</summary>
    public void RefuseUnseen()
    {
        if (IsOutputClosed())
        {
            throw new CliException(ExitCode.Interrupted, "The reader of the output has ended, so nothing more is shown.");
        }
    }

    // One that doesn't report its size is taken to have the usual one.
    private static (int Columns, int Lines)? WindowOfConsole() => Console.IsOutputRedirected
        ? null
        : (Console.WindowWidth is > 0 and var columns ? columns : 80, Console.WindowHeight is > 0 and var lines ? lines : 24);

    // The console's own reading can't be interrupted: Ctrl-C would wait for a key.
    private static async Task<ConsoleKeyInfo> ReadConsoleKeyAsync(CancellationToken cancellationToken)
    {
        while (!Console.KeyAvailable)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        return Console.ReadKey(intercept: true);
    }
}
