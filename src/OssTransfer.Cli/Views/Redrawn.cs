using OssTransfer.Contracts;
using Spectre.Console;

namespace OssTransfer.Cli.Views;

/// <summary>Lines that are drawn again in their place on a terminal, no more of them than it has.</summary>
internal static class Redrawn
{
    /// <summary>Runs <paramref name="work"/>, which calls its argument with the lines to show.</summary>
    public static Task RunAsync(Shell shell, Func<Action<IReadOnlyList<string>>, Task> work) =>
        Tables.Console(shell).Live(new Text("")).StartAsync(context => work(lines =>
        {
            context.UpdateTarget(new Text(string.Join('\n', lines.Take(HeightOf(shell)))));
            context.Refresh();
        }));

    /// <summary>
    /// Shows what <paramref name="read"/> gives, once a second until nobody reads it: drawn again in its place on a terminal, as far as there is room,
    /// elsewhere where it has changed.
    /// </summary>
    /// <param name="shell">Where to.</param>
    /// <param name="read">What there is to show.</param>
    /// <param name="fit">The lines of it for which there is room.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task WatchAsync(
        Shell shell, Func<Task<TableText>> read, Func<Shell, TableText, IReadOnlyList<string>> fit, CancellationToken cancellationToken)
    {
        return shell.Window() is null ? LoopAsync(Print()) : RunAsync(shell, draw => LoopAsync(table => draw(fit(shell, table))));

        async Task LoopAsync(Action<TableText> show)
        {
            for (; ; await shell.WaitToShowAsync(TimeSpan.FromSeconds(1), cancellationToken))
            {
                show(await read());
            }
        }

        Action<TableText> Print()
        {
            IReadOnlyList<string> last = [];
            return table =>
            {
                var lines = table.In(null).Lines(null, _ => "");
                if (!lines.SequenceEqual(last))
                {
                    last = lines;
                    shell.Out.WriteLine(string.Join('\n', lines) + "\n");
                }
            };
        }
    }

    /// <summary>As many rows as the terminal has room for, and how many it hasn't.</summary>
    public static IReadOnlyList<string> Fitting(Shell shell, TableText table) => Fitting(shell, table, 0, hidden => NoRoom(shell, hidden));

    /// <summary>The same of the first of many rows.</summary>
    /// <param name="shell">Where to.</param>
    /// <param name="table">The first rows.</param>
    /// <param name="more">How many follow.</param>
    /// <param name="hidden">How it is said how many are hidden.</param>
    public static IReadOnlyList<string> Fitting(Shell shell, TableText table, int more, Func<int, string> hidden) =>
        table.In(shell.Window()?.Columns).Lines(HeightOf(shell), hidden, more);

    /// <summary>The last rows that the terminal has room for: the latest is what counts.</summary>
    public static IReadOnlyList<string> FittingLast(Shell shell, TableText table) =>
        table.In(shell.Window()?.Columns)
            .LastLines(HeightOf(shell), hidden => shell.Texts.Of($"{Figures.Count(hidden)} earlier ones, for which there is no room"));

    /// <summary>How it is said that rows are hidden.</summary>
    public static string NoRoom(Shell shell, int hidden) => shell.Texts.Of($"and {Figures.Count(hidden)} more, for which there is no room");

    // A line is left for the cursor.
    private static int HeightOf(Shell shell) => Math.Max(2, (shell.Window()?.Lines ?? int.MaxValue) - 1);
}
