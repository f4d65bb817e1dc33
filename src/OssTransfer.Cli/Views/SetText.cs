using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Contracts.Settings;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Views;

/// <summary>What <c>set</c> and <c>status --mail</c> show.</summary>
internal static class SetText
{
    /// <summary>The answer to <c>set</c>: what holds now on standard output, errors on standard error.</summary>
    public static async Task<ExitCode> WriteAsync(Shell shell, bool json, SetAnswer answer)
    {
        foreach (var error in answer.Errors)
        {
            await shell.Error.WriteLineAsync($"{error.Key}: {VisibleText.OfLine(shell.Advice.In(error.Message))}");
        }

        if (answer.Code != ExitCode.Done)
        {
            await shell.Error.WriteLineAsync($"osstransfer: {VisibleText.OfLine(shell.Advice.In(answer.Message))}");
        }

        if (json)
        {
            await JsonOutput.WriteAsync(shell.Out, answer, ContractsJson.Default.SetAnswer);
        }
        else if (answer.Code == ExitCode.Done)
        {
            await shell.Out.WriteLineAsync(VisibleText.OfLine(answer.Message));
            foreach (var note in answer.Notes)
            {
                await shell.Out.WriteLineAsync("  " + VisibleText.OfLine(shell.Advice.In(note)));
            }
        }

        return answer.Code;
    }

    /// <summary>Says what is wrong with what was typed, without asking a silo.</summary>
    public static Task<ExitCode> RefuseAsync(Shell shell, bool json, IReadOnlyList<ConfigError> problems) => WriteAsync(shell, json, new SetAnswer
    {
        Code = ExitCode.Usage,
        Message = $"{problems.Count} {(problems.Count == 1 ? "option is" : "options are")} wrong; nothing was set.",
        Errors = problems,
    });

    private static string State(MailView mail) => mail switch
    {
        { NotSent: { } missing } => $"no mail is sent: {missing}",
        { Problem: { } problem, NextTryAt: { } next } => $"mails can't be sent at present: {problem}; tried again at {Figures.Time(next)}",
        { Problem: { } problem } => $"mails can't be sent at present: {problem}",
        _ => "mails are sent",
    };

    /// <summary>The mail settings, and the last mails.</summary>
    public static async Task<ExitCode> WriteAsync(Shell shell, bool json, MailView mail)
    {
        if (json)
        {
            await JsonOutput.WriteAsync(shell.Out, mail, ContractsJson.Default.MailView);
            return ExitCode.Done;
        }

        var none = shell.Texts.Of("none");
        (string Name, string Value)[] facts =
        [
            ("sender", mail.Sender ?? shell.Line($"none; {Advice.Of("set", "--msg_from=ADDRESS:-")} sets it")),
            ("password", mail.Password ?? none),
            ("receiver", mail.Receiver ?? shell.Line($"none; {Advice.Of("set", "--msg_to=ADDRESS")} sets it")),
            ("server", mail.Server ?? none),
            ("state", shell.Line(State(mail))),
        ];
        var lines = TableText.Facts([.. facts.Select(fact => (shell.Texts.Of(fact.Name), fact.Value))], shell.Window()?.Columns);
        await shell.Out.WriteLineAsync(string.Join('\n', lines));
        if (mail.Messages.Count > 0)
        {
            await shell.Out.WriteLineAsync();
            Tables.Write(shell, Tables.Messages(mail.Messages, shell.Texts));
        }

        return ExitCode.Done;
    }
}
