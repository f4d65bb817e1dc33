using OssTransfer.Contracts;
using Spectre.Console;

namespace OssTransfer.Cli.Views;

/// <summary>How far something is whose end is not known: a line that changes on a terminal, otherwise one now and then on standard error.</summary>
internal static class WalkProgressView
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Blink = TimeSpan.FromSeconds(0.2);

    /// <summary>Runs <paramref name="work"/>, which calls its argument with what it does and how many objects it has seen, as often as it likes.</summary>
    public static Task RunAsync(Shell shell, bool quiet, Func<Action<string, long>, Task> work)
    {
        if (quiet)
        {
            return work((_, _) => { });
        }

        return shell.IsTerminal
            ? Tables.Console(shell).Status().StartAsync("...", context => work(Every(shell, Blink, text => context.Status = text)))
            : work(Every(shell, Quiet, shell.Error.WriteLine));
    }

    private static Action<string, long> Every(Shell shell, TimeSpan interval, Action<string> say)
    {
        var said = shell.Time.GetTimestamp();
        return (what, count) =>
        {
            if (shell.Time.GetElapsedTime(said) >= interval)
            {
                said = shell.Time.GetTimestamp();
                say($"{shell.Line(what)}: {Figures.Count(count)}");
            }
        };
    }
}
