using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Commands;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Silo.Hosting;
using static OssTransfer.Cli.Tests.Docs.Handbook;
using static OssTransfer.Cli.Tests.Docs.Page;

namespace OssTransfer.Cli.Tests.Docs;

/// <summary>The README and the pages of <c>docs/</c> say what the program does, in both languages.</summary>
public sealed class HandbookTests
{
    private static readonly Shell Shell = new()
    {
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        Variable = _ => null,
        Directory = Root,
        ProgramDirectory = Root,
    };

    public static TheoryData<string> Pages => [.. English.Pages.Select(page => page.Name)];

    [Fact]
    public void English_options_are_those_of_the_key_table()
    {
        var expected = JobKeys.All.Select(
            key => (Code(key.Name), Code(key.Default), Plain(Cell(key.Values)), Cell(key.English)));

        var rows = English.Rows("Option", "Default", "Values", "Meaning").Select(row => (row[0], row[1], Plain(row[2]), row[3]));

        Assert.Equal(expected.Order(), rows.Order());
    }

    [Fact]
    public void Chinese_options_are_those_of_the_key_table()
    {
        var expected = JobKeys.All.Select(key => (Code(key.Name), Code(key.Default), Cell(key.Chinese)));

        var rows = Chinese.Rows("选项", "默认值", "可选值", "说明").Select(row => (row[0], row[1], row[3]));

        Assert.Equal(expected.Order(), rows.Order());
    }

    [Fact]
    public void Options_that_do_nothing_have_a_table_of_their_own()
    {
        var names = JobKeys.All.Where(key => key.State == JobKeyState.Obsolete).Select(key => Code(key.Name)).ToArray();

        Assert.All([English, Chinese], book => Assert.Single(book.Tables, table => table.Skip(1).Select(row => row[0]).SequenceEqual(names)));
    }

    [Fact]
    public void Commands_in_states_are_those_of_the_command_table()
    {
        AssertMatrix(English, "Command", "no such job", stays: "yes", already: "already", waits: "later", refused: "no");
        AssertMatrix(Chinese, "命令", "没有该任务", stays: "可以", already: "已是", waits: "等待", refused: "不可");
    }

    [Fact]
    public void States_are_those_that_jobs_have()
    {
        var states = Enum.GetValues<JobStatus>().Where(state => state != JobStatus.None).Select(state => Code(state.ToText())).ToArray();

        Assert.Equal(states, English.Rows("State").Select(row => row[0]));
        Assert.Equal(states, Chinese.Rows("状态").Select(row => row[0]));
    }

    [Fact]
    public void Exit_codes_are_those_that_the_program_gives()
    {
        var codes = Enum.GetValues<ExitCode>().Select(code => ((int)code).ToString(CultureInfo.InvariantCulture)).ToArray();

        Assert.Equal(codes, English.Rows("Code", "Meaning").Select(row => row[0]));
        Assert.Equal(codes, Chinese.Rows("退出码", "含义").Select(row => row[0]));
    }

    [Fact]
    public void Commands_are_those_of_help()
    {
        var commands = VisibleCommands();

        Assert.Equal(
            commands.Select(command => (Code(CommandNames.Signature(command)), string.Join(' ', Options(command.Options)), Cell(command.Description!))),
            English.Rows("Command", "Options").Select(row => (row[0], row[1], row[2])));
        Assert.Equal(
            commands.Select(command => (Code(CommandNames.Signature(command)), string.Join(' ', Options(command.Options)))),
            Chinese.Rows("命令", "选项").Select(row => (row[0], row[1])));
    }

    [Fact]
    public void Options_of_every_command_are_those_of_help()
    {
        var options = Options(CommandTree.Create(Shell).Options).Concat(["`--help`", "`--version`"]).Order().ToArray();

        Assert.Equal(options, English.Tables.Single(table => table[0] is ["Option", "Meaning"]).Skip(1).Select(row => row[0]).Order());
        Assert.Equal(options, Chinese.Tables.Single(table => table[0] is ["选项", "说明"]).Skip(1).Select(row => row[0]).Order());
    }

    [Fact]
    public void Settings_are_those_that_a_silo_reads()
    {
        var accepted = Options(VisibleCommands().Single(command => command.Name == "start").Options.Append(SiloOptions.Home))
            .Select(option => option.Split('=')[0].Trim('`'))
            .ToHashSet();
        var settings = typeof(SiloHostSettings).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(Setting))
            .Select(field => (Setting)field.GetValue(null)!)
            .Select(setting => (accepted.Contains(setting.Argument) ? Code(setting.Argument) : "", Code(setting.Variable), Code(setting.Key)))
            .ToArray();

        Assert.Equal(settings, English.Rows("Option of `start`").Select(row => (row[0], row[1], row[2])));
        Assert.Equal(settings, Chinese.Rows("`start` 的选项").Select(row => (row[0], row[1], row[2])));
    }

    [Fact]
    public void Status_as_json_has_the_members_that_the_program_writes()
    {
        foreach (var book in (Handbook[])[English, Chinese])
        {
            var text = string.Join('\n', book.Block("json"));
            var view = JsonSerializer.Deserialize(text, ContractsJson.Default.JobView)!;
            using var shown = JsonDocument.Parse(text);
            using var written = JsonDocument.Parse(JsonSerializer.Serialize(view, ContractsJson.Default.JobView));

            Assert.Equal(Members(written.RootElement), Members(shown.RootElement));
            Assert.Equal(
                view.Objects.Listed,
                view.Objects.Transferred + view.Objects.Skipped + view.Objects.Excluded + view.Objects.Gone
                    + view.Objects.NeedsRestore + view.Objects.Conflict + view.Objects.Failed);
        }
    }

    [Fact]
    public void Files_in_the_home_are_where_a_silo_puts_them()
    {
        var home = new HomeDirectory("/home");
        var files = new[] { home.TokenPath, home.SealingKeyPath, home.CertificatePath, home.ApiPath, home.DatabasePath }.Select(
            path => Code(Path.GetRelativePath(home.Path, path)));

        Assert.Subset(English.Rows("File").Select(row => row[0]).ToHashSet(), files.ToHashSet());
        Assert.Equal(English.Rows("File").Select(row => row[0]), Chinese.Rows("文件").Select(row => row[0]));
    }

    [Fact]
    public void Commands_in_the_text_can_be_typed()
    {
        var typed = English.Block("sh").Where(line => line.StartsWith("out/osstransfer", StringComparison.Ordinal)).ToArray();
        var named = English.Pages.Concat(Chinese.Pages)
            .SelectMany(page => page.Codes)
            .Where(code => code.StartsWith("osstransfer ", StringComparison.Ordinal))
            .ToArray();

        Assert.NotEmpty(typed);
        Assert.NotEmpty(named);
        Assert.All(typed.Concat(named), line => Assert.Empty(CommandTree.Create(Shell).Parse(line.Split(' ')[1..]).Errors));
        Assert.All(
            English.Block("sh").Where(line => line.StartsWith("./", StringComparison.Ordinal)),
            line => Assert.True(File.Exists(Path.Combine(Root, line.Split(' ')[0])), line));
    }

    [Fact]
    public void Configurations_in_the_text_are_accepted()
    {
        var jobs = English.Blocks("ini").Where(block => block[0].StartsWith("job-ID:", StringComparison.Ordinal)).ToArray();

        Assert.Equal(2, jobs.Length);
        Assert.All(
            jobs, job => Assert.Empty(JobConfig.Parse(string.Join('\n', job), new JobConfigContext(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, 0)).Errors));
    }

    [Fact]
    public void Both_languages_have_the_same_pages() =>
        Assert.Equal(English.Pages.Skip(1).Select(page => page.Name), Chinese.Pages.Skip(1).Select(page => page.Name));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Both_languages_are_built_alike(string name)
    {
        var (english, chinese) = English.Pages.Zip(Chinese.Pages).Single(pair => pair.First.Name == name);

        Assert.Equal(english.Headings, chinese.Headings);
        Assert.Equal(english.Tables.Select(table => (table.Count, table[0].Length)), chinese.Tables.Select(table => (table.Count, table[0].Length)));
        Assert.All(english.Tables.Concat(chinese.Tables), table => Assert.All(table, row => Assert.Equal(table[0].Length, row.Length)));
        Assert.Equal(english.Links.Select(Path.GetFileName).Select(OfEither).Order(), chinese.Links.Select(Path.GetFileName).Select(OfEither).Order());
        Assert.All(["sh", "ini", "json", "text"], language => Assert.Equal(english.Blocks(language), chinese.Blocks(language)));
    }

    private static void AssertMatrix(Handbook book, string command, string none, string stays, string already, string waits, string refused)
    {
        var states = Enum.GetValues<JobStatus>();
        var table = book.Tables.Single(table => table[0].Length == states.Length + 1);

        Assert.Equal(states.Select(state => state == JobStatus.None ? none : Code(state.ToText())).Prepend(command), table[0]);
        Assert.Equal(Enum.GetValues<JobCommand>().Select(Spelling), table.Skip(1).Select(row => row[0]));
        foreach (var (row, cells) in Enum.GetValues<JobCommand>().Zip(table.Skip(1)))
        {
            Assert.Equal(states.Select(state => Word(state, JobCommandTable.Decide(state, row, isClosed: false))), cells.Skip(1));
        }

        string Word(JobStatus state, JobCommandDecision decision) => decision.Answer switch
        {
            JobCommandAnswer.Accepted when decision.Next != state => $"-> {Code(decision.Next.ToText())}",
            JobCommandAnswer.Accepted => stays,
            JobCommandAnswer.Already => already,
            JobCommandAnswer.Wait => waits,
            _ => refused,
        };
    }

    // redo-all is typed "redo --all".
    private static string Spelling(JobCommand command) => Code(command.ToText().Replace("-", " --", StringComparison.Ordinal));

    private static Command[] VisibleCommands() => [.. CommandTree.Create(Shell).Subcommands.Where(command => !command.Hidden).SelectMany(CommandNames.Leaves)];

    private static IEnumerable<string> Options(IEnumerable<Option> options) => options
        .Where(option => !option.Hidden && option.Name is not ("--help" or "--version"))
        .Select(option => Code(option.HelpName is { } value ? $"{option.Name}={value}" : option.Name));

    private static string Plain(string cell) => cell.Trim('`');

    // The README of either language; pages have one name in both.
    private static string OfEither(string? link) => link!.Replace("README.zh-CN.md", "README.md", StringComparison.Ordinal);

    // Kinds of proof are data, not members.
    private static IEnumerable<string> Members(JsonElement element) => element.EnumerateObject()
        .SelectMany(member => member.Value.ValueKind == JsonValueKind.Object && member.Name != "proofs"
            ? Members(member.Value).Select(inner => $"{member.Name}.{inner}")
            : [member.Name]);
}
