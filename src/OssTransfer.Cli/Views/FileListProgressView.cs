using Spectre.Console;

namespace OssTransfer.Cli.Views;

/// <summary>A bar on a terminal, otherwise a line now and then on standard error.</summary>
internal static class FileListProgressView
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    /// <summary>Runs <paramref name="work"/>, which calls its argument with what it does, how much is done, and of how much.</summary>
    public static Task RunAsync(Shell shell, bool quiet, Func<Action<string, long, long>, Task> work)
    {
        if (quiet)
        {
            return work((_, _, _) => { });
        }

        return shell.IsTerminal ? OnTerminalAsync(shell, work) : InLinesAsync(shell, work);
    }

    private static Task OnTerminalAsync(Shell shell, Func<Action<string, long, long>, Task> work) =>
        Tables.Console(shell).Progress().StartAsync(async context =>
    {
        ProgressTask? task = null;
        await work((what, done, total) =>
        {
            var text = shell.Line(what);
            if (task?.Description != text)
            {
                task = context.AddTask(text);
            }

            task.MaxValue = Math.Max(1, total);
            task.Value = total == 0 ? 1 : done;
        });
    });

    private static Task InLinesAsync(Shell shell, Func<Action<string, long, long>, Task> work)
    {
        var said = shell.Time.GetTimestamp();
        return work((what, done, total) =>
        {
            if (shell.Time.GetElapsedTime(said) >= Quiet)
            {
                said = shell.Time.GetTimestamp();
                shell.Error.WriteLine($"{shell.Line(what)}: {(total == 0 ? 100 : done * 100 / total)} %");
            }
        });
    }
}
