using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.StateMoves;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Commands;

/// <summary><c>move-state</c>: takes the jobs of a home that ran alone into a cluster.</summary>
internal static class MoveStateCommand
{
    private static readonly Option<string?> Cluster = new("--cluster") { HelpName = "FILE", Description = "the cluster's file, as 'cluster init' wrote it" };
    private static readonly Option<bool> TakeBack = new("--take-back")
    {
        Arity = ArgumentArity.Zero,
        Description = "let the home go on alone again; refused while the cluster has jobs of it",
    };
    private static readonly Option<bool> ClusterIsGone = new("--cluster-is-gone")
    {
        Arity = ArgumentArity.Zero,
        Description = "with --take-back: don't ask the cluster's database, it is lost for good",
    };

    public static Command Create(Shell shell)
    {
        var command = new Command("move-state", "move the jobs of a stopped home, half-done ones too, into a cluster's database")
        {
            Cluster, TakeBack, ClusterIsGone,
        };
        command.Runs(async (parse, cancellationToken) =>
        {
            var path = parse.GetValue(Cluster) ?? throw new CliException(ExitCode.Usage, "--cluster=FILE says which cluster the jobs go to; it must be given.");
            if (parse.GetValue(ClusterIsGone) && !parse.GetValue(TakeBack))
            {
                throw new CliException(ExitCode.Usage, "--cluster-is-gone has a meaning only with --take-back.");
            }

            var home = SiloLocator.Home(parse, shell);
            var message = await RunAsync(() => parse.GetValue(TakeBack)
                ? TakeBackAsync(home, ClusterFile.Read(shell.FullPath(path)), parse.GetValue(ClusterIsGone), shell, cancellationToken)
                : MoveAsync(home, ClusterFile.Read(shell.FullPath(path)), path, shell, cancellationToken));
            return await AnswerView.WriteAsync(shell, parse.GetValue(SiloOptions.Json), new CommandAnswer { Message = message });
        });
        return command;
    }

    private static async Task<string> MoveAsync(HomeDirectory home, ClusterFile cluster, string path, Shell shell, CancellationToken cancellationToken)
    {
        var moved = await HomeMove.RunAsync(home, cluster, shell.Time, shell.Error.WriteLine, cancellationToken);
        var jobs = $"{moved.Jobs.Count} job{(moved.Jobs.Count == 1 ? "" : "s")} of {home.Path} ({string.Join(", ", moved.Jobs)})";
        var what = moved.WasThere
            ? $"{jobs} had arrived at {cluster.DatabaseAddress} already; only the end of the move was missing."
            : $"{jobs} moved to {cluster.DatabaseAddress}: {Figures.Count(moved.Rows)} rows, {Figures.Bytes(moved.Bytes)}, read back and equal.";
        var secrets = moved.WithoutSecrets.Count == 0
            ? ""
            : $" The secrets of {string.Join(", ", moved.WithoutSecrets)} could not be opened with this home's key: enter them again with {string.Join(", ", moved.WithoutSecrets.Select(job => Advice.Of("edit", job)))}.";
        return $"{what}{secrets} They go on with {Advice.Of("start", "--cluster", path)}. Settings made with 'set' are not moved: make them again in the cluster. The home's own database stays as it is and starts no more.";
    }

    private static async Task<string> TakeBackAsync(
        HomeDirectory home, ClusterFile cluster, bool clusterIsGone, Shell shell, CancellationToken cancellationToken) =>
        await HomeMove.TakeBackAsync(home, cluster, clusterIsGone, shell.Time, cancellationToken)
            ? $"The home {home.Path} may go on alone: its jobs stand as they did when they were moved. Never start the cluster with them again."
            : $"The jobs of {home.Path} were not moved: it may go on alone as before.";

    private static async Task<string> RunAsync(Func<Task<string>> work)
    {
        try
        {
            return await work();
        }
        catch (StateMoveException exception)
        {
            throw new CliException(ExitCode.NotAllowed, exception.Message);
        }
        catch (DatabaseException exception)
        {
            throw new CliException(ExitCode.Stopped, exception.Message);
        }
    }
}
