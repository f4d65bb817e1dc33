using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts.Settings;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Cli.Commands;

/// <summary><c>set</c>: what holds for the whole cluster, or for a job; several at once.</summary>
internal static class SetCommand
{
    private static readonly Option<string?> Masters = Text(
        "--max-master-num", "N", "jobs that run at once over all machines, 1 to 1000; 'default' takes it back");
    private static readonly Option<string?> Workers = Text(
        "--max-worker-num", "N", "shards worked on at once by every machine, 1 to 1000; 'default' takes it back");
    private static readonly Option<string?> Machine = Text("--ip", "MACHINE", "--max-worker-num of this machine only, by name or address");
    private static readonly Option<string?> From = Text(
        MailArguments.From, "ADDRESS[:PASSWORD]", "mail: with a password the account to send from, else the receiver; ADDRESS:- asks for the password");
    private static readonly Option<string?> To = Text(MailArguments.To, "ADDRESS[:PASSWORD]", "mail: the same");

    private static readonly Option<string?> SmtpHost = Text("--smtp-host", "HOST", "mail: the server, or exmail, qiye.aliyun, ...; 'default' takes it back");
    private static readonly Option<string?> SmtpPort = Text("--smtp-port", "N", "mail: its port; 465, and 587 with starttls, where it isn't set");
    private static readonly Option<string?> SmtpSecurity = Text(
        "--smtp-security", "tls|starttls|none", "mail: how the connection is secured, tls where it isn't set; none for a server on this machine only");
    private static readonly Option<bool> MailTest = new("--mail-test")
    {
        Arity = ArgumentArity.Zero,
        Description = "mail: send one now, and show the server's words",
    };

    public static Command Create(Shell shell)
    {
        var command = new Command(
            "set",
            "change the whole cluster's settings, which override the options of 'start' and stay, or a job's limits while it goes on") { Masters,
            Workers, Machine, From, To, SmtpHost, SmtpPort, SmtpSecurity, MailTest };
        var ofJob = JobLimitSettings.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.Tokens.Count == 0 && command.Options.All(option => result.GetResult(option) is null))
            {
                result.AddError($"Nothing was given to set. There are: {SettingsReader.What}; {JobLimitSettings.What}");
            }
        });
        command.Runs(async (parse, cancellationToken) =>
        {
            if (ofJob.IsGiven(parse))
            {
                return await ofJob.RunAsync(parse, shell, cancellationToken);
            }

            var json = parse.GetValue(SiloOptions.Json);
            var typed = new SetRequest
            {
                MaxMasterNum = Given(parse, Masters),
                MaxWorkerNum = Given(parse, Workers),
                Machine = Given(parse, Machine),
                MsgFrom = Given(parse, From),
                MsgTo = Given(parse, To),
                SmtpHost = Given(parse, SmtpHost),
                SmtpPort = Given(parse, SmtpPort),
                SmtpSecurity = Given(parse, SmtpSecurity),
                MailTest = parse.GetValue(MailTest),
                Command = Caller.NewCommand(),
            };
            if (await MailArguments.AskAsync(typed, shell, cancellationToken) is not { } request)
            {
                return await SetText.RefuseAsync(shell, json, MailArguments.Check(typed));
            }

            using var client = new SiloClient(() => SiloLocator.Find(parse, shell), shell.Time);
            var answer = await client.SetAsync(request, cancellationToken);
            return await SetText.WriteAsync(shell, json, answer);
        });
        return command;
    }

    // An option without a value is given all the same: the check says what is allowed.
    private static string? Given(ParseResult parse, Option<string?> option) => parse.GetResult(option) is null ? null : parse.GetValue(option) ?? "";

    private static Option<string?> Text(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Arity = ArgumentArity.ZeroOrOne };
}
