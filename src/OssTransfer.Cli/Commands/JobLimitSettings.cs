using System.CommandLine;
using System.CommandLine.Parsing;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Cli.Commands;

/// <summary>The part of <c>set</c> that names a job: limits that change while it goes on.</summary>
internal sealed class JobLimitSettings
{
    /// <summary>What there is to set, for people.</summary>
    public const string What = "with --jobID=JOB: --max-bandwidth=RATE, --max-requests=RATE";

    private readonly Option<string?>[] _options =
    [
        Rate("--max-bandwidth", "with a job: bytes read per second over all machines: 20MB/s, a timetable, none"),
        Rate("--max-requests", "with a job: requests per second over all machines: 500/s, a timetable, none"),
    ];

    private readonly JobName _job;

    private JobLimitSettings(Command command) => _job = JobName.AddTo(command, required: false);

    /// <summary>Adds the job and its limits to a command whose other options concern no job.</summary>
    public static JobLimitSettings AddTo(Command command)
    {
        Option[] others = [.. command.Options];
        var settings = new JobLimitSettings(command);
        foreach (var option in settings._options)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result => settings.Validate(result, others));
        return settings;
    }

    /// <summary>Whether a job is named.</summary>
    public bool IsGiven(ParseResult parse) => _job.Find(parse) is not null;

    /// <summary>Sends what was given; the silo says what is wrong with it.</summary>
    public async Task<ExitCode> RunAsync(ParseResult parse, Shell shell, CancellationToken cancellationToken)
    {
        using var client = new SiloClient(() => SiloLocator.Find(parse, shell), shell.Time);
        var request = new SetJobRequest
        {
            Settings = _options.Where(option => parse.GetResult(option) is not null)
                .ToDictionary(option => option.Name[2..], option => parse.GetValue(option) ?? ""),
            TimeZone = CallerTimeZone.Find(shell.Time),
            Command = Caller.NewCommand(),
        };
        var answer = await client.SetJobAsync(_job.Get(parse), request, cancellationToken);
        return await AnswerView.WriteAsync(shell, parse.GetValue(SiloOptions.Json), answer, "osstransfer set");
    }

    private static Option<string?> Rate(string name, string description) =>
        new(name) { HelpName = "RATE", Description = description, Arity = ArgumentArity.ZeroOrOne };

    private void Validate(CommandResult result, Option[] others)
    {
        var isLimited = _options.Any(option => result.GetResult(option) is not null);
        if (!_job.IsNamed(result))
        {
            if (isLimited)
            {
                result.AddError($"--max-bandwidth and --max-requests are limits of a job; name it: {Advice.Of("set", "--jobID=JOB", "--max-bandwidth=20MB/s")}");
            }
        }
        else if (others.Any(option => result.GetResult(option) is not null))
        {
            result.AddError("A job and the whole cluster can't be set in one call; give one of them");
        }
        else if (!isLimited)
        {
            result.AddError($"Nothing was given to set for the job. There are, {What}");
        }
    }
}
