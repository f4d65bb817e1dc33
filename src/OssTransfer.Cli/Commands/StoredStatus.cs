using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Persistence;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Commands;

/// <summary><c>status --no-silo</c>: jobs as the home has them stored, where no silo runs.</summary>
internal static class StoredStatus
{
    /// <summary>Shows all jobs, or one.</summary>
    public static async Task<ExitCode> ShowAsync(string? jobId, ParseResult parse, Shell shell)
    {
        var home = SiloLocator.Home(parse, shell);
        await WriteAsync(home, Read(home), jobId, parse, shell);
        return ExitCode.Done;
    }

    /// <summary>Shows them before a message says that no silo runs. That message counts: where the home can't be read, it stands alone.</summary>
    public static async Task ShowBesideAsync(string? jobId, ParseResult parse, Shell shell)
    {
        try
        {
            var home = SiloLocator.Home(parse, shell);
            var jobs = Read(home);
            if (jobId is null ? jobs.Count > 0 : jobs.Any(job => job.JobId == jobId))
            {
                await WriteAsync(home, jobs, jobId, parse, shell);
            }
        }
        catch (Exception exception) when (exception is CliException or HomeException)
        {
        }
    }

    private static async Task WriteAsync(HomeDirectory home, IReadOnlyList<JobView> jobs, string? jobId, ParseResult parse, Shell shell)
    {
        await (jobId is null
            ? StatusCommand.WriteAsync(jobs, jobs.Count, parse, shell)
            : StatusCommand.WriteAsync(
                jobs.FirstOrDefault(job => job.JobId == jobId)
                    ?? throw new CliException(ExitCode.NotAllowed, $"The home {home.Path} has no job '{jobId}' stored."),
                parse,
                shell));
        await shell.Error.WriteLineAsync(
            shell.Line($"This is what the home {home.Path} has stored. What a silo did since it last stored something isn't in it."));
    }

    private static IReadOnlyList<JobView> Read(HomeDirectory home)
    {
        try
        {
            home.RefuseClosed();
            return HomeJobs.Read(home);
        }
        catch (DatabaseException exception)
        {
            throw new CliException(ExitCode.Error, exception.Message);
        }
    }
}
