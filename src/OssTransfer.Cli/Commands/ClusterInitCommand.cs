using System.CommandLine;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Persistence;
using OssTransfer.Silo.Hosting;
using OssTransfer.Storage;
using OssTransfer.Storage.Files;

namespace OssTransfer.Cli.Commands;

/// <summary><c>cluster init</c>: makes the one file that every machine of a cluster needs.</summary>
internal static class ClusterInitCommand
{
    private const string EnvironmentPrefix = "env:";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private static readonly Option<string?> Database = new("--database")
    {
        HelpName = "env:NAME",
        Description = "environment variable with the address of a PostgreSQL database, Host=...;Database=...;Username=...;Password=... or postgresql://user:password@host/database",
    };

    private static readonly Option<string?> DatabaseFile = new("--database-file") { HelpName = "FILE", Description = "file with that address, instead" };
    private static readonly Option<string?> Out = new("--out")
    {
        HelpName = "FILE",
        Description = "where to write the cluster file; it holds secrets and is readable by its owner only",
    };
    private static readonly Option<bool> NoCheck = new("--no-check") { Arity = ArgumentArity.Zero, Description = "don't try the database first" };

    public static Command Create(Shell shell)
    {
        var command = new Command("init", "make the file that every machine of a cluster needs: database, sealing key, certificate")
        {
            Database, DatabaseFile, Out, NoCheck,
        };
        command.Runs(async (parse, cancellationToken) =>
        {
            var path = shell.FullPath(
                parse.GetValue(Out) ?? throw new CliException(ExitCode.Usage, "--out=FILE says where the cluster file is written; it must be given."));
            if (Path.Exists(path))
            {
                throw new CliException(
                    ExitCode.Usage,
                    $"{path} is there already; nothing was changed. A new cluster needs a file of its own: silos with different files never meet.");
            }

            var cluster = MakeCluster(ReadAddress(parse, shell), shell);
            var address = cluster.DatabaseAddress;
            if (!parse.GetValue(NoCheck))
            {
                await TryAsync(cluster, address, shell, cancellationToken);
            }

            Write(cluster, path);
            return await AnswerView.WriteAsync(shell, parse.GetValue(SiloOptions.Json), new CommandAnswer
            {
                Message = $"The cluster file is {path} (database {address}). Copy it to every machine and start each with {Advice.Of("start", "--cluster", path, "--address", "IP")}, where IP is the machine's own address. Keep it as secret as the database's password, and a copy in a safe place: without it the jobs' secrets must be entered again.",
            });
        });
        return command;
    }

    private static Secret ReadAddress(ParseResult parse, Shell shell)
    {
        switch (parse.GetValue(Database), parse.GetValue(DatabaseFile))
        {
            case (null, null) or (not null, not null):
                throw new CliException(ExitCode.Usage, "Say where the database is with one of --database-file=FILE and --database=env:NAME.");
            case ({ } database, _) when !database.StartsWith(EnvironmentPrefix, StringComparison.Ordinal):
                throw new CliException(
                    ExitCode.Usage,
                    "--database takes env:NAME, the name of an environment variable: an address with a password does not belong on the command line, where every user of this machine can read it. Or use --database-file FILE.");
            case ({ } database, _):
                var name = database[EnvironmentPrefix.Length..];
                return new(shell.Setting(name) ?? throw new CliException(ExitCode.Usage, $"The environment variable '{name}' is not set."));
            case (_, { } file):
                return new(ReadFile(shell.FullPath(file)));
        }
    }

    private static string ReadFile(string path)
    {
        try
        {
            return SmallFile.ReadText(path).Trim() is { Length: > 0 } text
                ? text
                : throw new CliException(ExitCode.Usage, $"The file {path} is empty; it should hold the database's address.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCode.Usage,
                $"The file with the database's address cannot be read: {path}; {FileProblem.Of(path, e)}. Name a file that holds nothing but the address.");
        }
    }

    private static ClusterFile MakeCluster(Secret address, Shell shell)
    {
        try
        {
            return ClusterFile.Create(address, shell.Time);
        }
        catch (FormatException e)
        {
            throw new CliException(ExitCode.Usage, char.ToUpperInvariant(e.Message[0]) + e.Message[1..] + ".");
        }
    }

    private static async Task TryAsync(ClusterFile cluster, string address, Shell shell, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, shell.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var waiting = "";
        try
        {
            await cluster.PrepareDatabaseAsync(shell.Time, text => waiting = text, both.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new CliException(
                ExitCode.Stopped,
                $"The database {address} did not answer within {Timeout.TotalSeconds:0} s. {waiting} Start it and try again, or write the file without a try by --no-check.");
        }
        catch (DatabaseException e)
        {
            throw new CliException(ExitCode.Stopped, e.Message);
        }
    }

    private static void Write(ClusterFile cluster, string path)
    {
        try
        {
            cluster.Write(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Error, $"The cluster file cannot be written: {path}. {e.Message}");
        }
    }
}
