using OssTransfer.Jobs.Lifecycle;

namespace OssTransfer.Jobs.Tests.Lifecycle;

public sealed class JobCommandTableTests
{
    // ">state" accepted; "=" accepted, stays; "same" already so; "wait"; "no" refused. Columns as in the first line.
    private const string Table = """
        command      none   ready      running    pausing    stopping   removing  paused     waiting    done       failed
        add          >ready no         no         no         no         wait      no         no         no         no
        rm           no     >removing  >removing  >removing  >removing  same      >removing  >removing  >removing  >removing
        pause        no     >paused    >pausing   =          no         no        same       >paused    no         no
        continue     no     no         no         wait       no         no        >ready     no         no         no
        redo         no     =          >stopping  wait       wait       no        >ready     >ready     >ready     >ready
        redo-all     no     =          >stopping  wait       wait       no        >ready     >ready     >ready     >ready
        redo-failed  no     no         no         no         wait       no        no         >ready     no         >ready
        redo-repair  no     no         no         no         wait       no        no         >ready     no         >ready
        sync         no     same       same       wait       wait       no        no         >ready     no         no
        edit         no     =          no         wait       wait       no        =          =          =          =
        look         no     =          =          =          =          =         =          =          =          =
        status       no     =          =          =          =          =         =          =          =          =
        failures     no     =          =          =          =          =         =          =          =          =
        finish       no     >stopping  >stopping  wait       wait       no        >stopping  >stopping  =          =
        set          no     =          =          =          =          no        =          =          =          =
        deletes      no     =          =          =          =          =         =          =          =          =
        deletes-approve no  no         no         wait       wait       no        =          =          =          =
        """;

    public static TheoryData<string, string, string> Cells()
    {
        var lines = Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var cells = new TheoryData<string, string, string>();
        foreach (var line in lines.Skip(1))
        {
            for (var column = 1; column < line.Length; column++)
            {
                cells.Add(line[0], lines[0][column], line[column]);
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Command_in_state_is_answered_as_the_contract_says(string command, string state, string expected)
    {
        var status = Enum.Parse<JobStatus>(state, ignoreCase: true);

        var decision = JobCommandTable.Decide(status, JobCommandNames.Find(command)!.Value, isClosed: false);

        Assert.Equal(expected, Describe(decision, status));
        Assert.Equal(decision.Answer == JobCommandAnswer.Refused, decision.Refusal is not null);
        Assert.True(decision.Answer == JobCommandAnswer.Accepted || decision.Next == status);
    }

    [Fact]
    public void Table_has_every_command_in_every_state()
    {
        Assert.Equal(Enum.GetValues<JobCommand>().Length * Enum.GetValues<JobStatus>().Length, Cells().Count);
    }

    [Theory]
    [InlineData(JobStatus.Done, JobCommand.Redo)]
    [InlineData(JobStatus.Failed, JobCommand.RedoAll)]
    [InlineData(JobStatus.Failed, JobCommand.RedoFailed)]
    [InlineData(JobStatus.Paused, JobCommand.Continue)]
    [InlineData(JobStatus.Done, JobCommand.RedoFailed)]
    [InlineData(JobStatus.Done, JobCommand.RedoRepair)]
    [InlineData(JobStatus.Failed, JobCommand.Sync)]
    [InlineData(JobStatus.Failed, JobCommand.RedoRepair)]
    [InlineData(JobStatus.Done, JobCommand.Pause)]
    [InlineData(JobStatus.Done, JobCommand.ApproveDeletes)]
    [InlineData(JobStatus.Failed, JobCommand.Continue)]
    public void Command_that_starts_a_run_of_a_finished_job_is_refused(JobStatus status, JobCommand command)
    {
        var decision = JobCommandTable.Decide(status, command, isClosed: true);

        Assert.Equal(JobCommandAnswer.Refused, decision.Answer);
        Assert.Contains("for good", decision.Refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("redo", decision.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JobCommand.Remove)]
    [InlineData(JobCommand.Look)]
    [InlineData(JobCommand.Edit)]
    public void Other_command_of_a_finished_job_is_accepted(JobCommand command)
    {
        Assert.Equal(JobCommandAnswer.Accepted, JobCommandTable.Decide(JobStatus.Done, command, isClosed: true).Answer);
    }

    [Fact]
    public void Command_names_lead_back_to_their_commands()
    {
        Assert.All(Enum.GetValues<JobCommand>(), command => Assert.Equal(command, JobCommandNames.Find(command.ToText())));
        Assert.Null(JobCommandNames.Find("remove everything"));
    }

    private static string Describe(JobCommandDecision decision, JobStatus status) => decision.Answer switch
    {
        JobCommandAnswer.Accepted => decision.Next == status ? "=" : ">" + decision.Next.ToText(),
        JobCommandAnswer.Already => "same",
        JobCommandAnswer.Wait => "wait",
        _ => "no",
    };
}
