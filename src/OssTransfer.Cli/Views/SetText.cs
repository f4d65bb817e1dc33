using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Contracts.Settings;
using OssTransfer.Storage;
using Spectre.Console;

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

    private static string State(MailView mail, Shell shell) => mail switch
    {
        { NotSent: { } missing } => $"no mail is sent: {shell.Advice.In(missing)}",
        { Problem: { } problem } => $"mails can't be sent at present: {problem}; tried again {Time(mail.NextTryAt)}",
        _ => "mails are sent",
    };

    private static string StateOf(MessageView message) =>
        message is { State: "waiting", Attempts: > 0 } ? $"waiting, tried {message.Attempts} times" : message.State;

    private static string Time(DateTimeOffset? time) => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The mail settings, and the last mails.</summary>
    public static async Task<ExitCode> WriteAsync(Shell shell, bool json, MailView mail)
    {
        if (json)
        {
            await JsonOutput.WriteAsync(shell.Out, mail, ContractsJson.Default.MailView);
            return ExitCode.Done;
        }

        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumns(new TableColumn("").NoWrap(), new TableColumn(""));
        Tables.Row(table, "sender", mail.Sender ?? shell.Advice.In($"none; {Advice.Of("set", "--msg_from=ADDRESS:-")} sets it"));
        Tables.Row(table, "password", mail.Password ?? "none");
        Tables.Row(table, "receiver", mail.Receiver ?? shell.Advice.In($"none; {Advice.Of("set", "--msg_to=ADDRESS")} sets it"));
        Tables.Row(table, "server", mail.Server ?? "none");
        Tables.Row(table, "state", State(mail, shell));
        Tables.Console(shell).Write(table);
        if (mail.Messages.Count > 0)
        {
            await shell.Out.WriteLineAsync();
            var messages = Tables.Create(shell.Texts, "TIME", "BY", "STATE", "WHAT", "NOTE");
            foreach (var message in mail.Messages)
            {
                Tables.Row(messages, Time(message.When), message.Channel, StateOf(message), message.Subject, message.Words ?? "");
            }

            Tables.Console(shell).Write(messages);
        }

        return ExitCode.Done;
    }
}
