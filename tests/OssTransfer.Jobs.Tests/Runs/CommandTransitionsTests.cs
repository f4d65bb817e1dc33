using OssTransfer.Contracts;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Jobs.Tests.Runs;

public sealed class CommandTransitionsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);

    [Fact]
    public void Every_accepted_command_leads_where_the_table_says_or_on_the_way_there()
    {
        foreach (var status in Enum.GetValues<JobStatus>().Where(status => status != JobStatus.None))
        {
            foreach (var command in Enum.GetValues<JobCommand>())
            {
                var decision = JobCommandTable.Decide(status, command, false);
                if (decision.Answer != JobCommandAnswer.Accepted || command is JobCommand.Add or JobCommand.Finish)
                {
                    continue;
                }

                var next = CommandTransitions.Accept(At(status), command, decision.Next, Now).Status;

                // Work that is dropped is cleaned up first.
                var isOnTheWay = next == JobStatus.Stopping && decision.Next == JobStatus.Ready && At(status).Run is { Open.IsEmpty: false };
                Assert.True(next == decision.Next || isOnTheWay, $"{command} of a {status} job leads to {next}, the table says {decision.Next}");
            }
        }
    }

    [Fact]
    public void A_pause_of_a_waiting_job_goes_on_waiting()
    {
        var paused = CommandTransitions.Accept(At(JobStatus.Waiting), JobCommand.Pause, JobStatus.Paused, Now);

        Assert.Equal(JobStatus.Paused, paused.Status);
        Assert.Equal(JobStatus.Waiting, CommandTransitions.Accept(paused, JobCommand.Continue, JobStatus.Ready, Now).Status);
    }

    [Fact]
    public void A_pause_on_the_way_to_wait_for_a_store_leads_to_a_pause()
    {
        var onTheWay = At(JobStatus.Running) with { Status = JobStatus.Pausing, After = AfterStop.Pause, Reason = "no answer", NextPassAt = Now.AddHours(1) };
        var decision = JobCommandTable.Decide(onTheWay.Status, JobCommand.Pause, false);

        var paused = RunTransitions.EndStopIfFree(CommandTransitions.Accept(onTheWay, JobCommand.Pause, decision.Next, Now), anyHeld: false, Now);

        Assert.Equal((JobCommandAnswer.Accepted, JobStatus.Waiting), (decision.Answer, RunTransitions.EndStopIfFree(onTheWay, anyHeld: false, Now).Status));
        Assert.Equal((JobStatus.Paused, "paused by the user", (DateTimeOffset?)null), (paused.Status, paused.Reason, paused.NextPassAt));
    }

    [Fact]
    public void A_pause_on_the_way_to_one_keeps_its_reason()
    {
        var onTheWay = At(JobStatus.Running) with { Status = JobStatus.Pausing, After = AfterStop.Pause, Reason = "quota", PauseCode = ExitCode.Stopped };

        Assert.Same(onTheWay.Reason, CommandTransitions.Accept(onTheWay, JobCommand.Pause, JobStatus.Pausing, Now).Reason);
    }

    [Fact]
    public void Continue_forgets_why_it_was_paused()
    {
        var paused = At(JobStatus.Paused) with { Reason = "quota", PauseCode = ExitCode.Stopped };

        var state = CommandTransitions.Accept(paused, JobCommand.Continue, JobStatus.Ready, Now);

        Assert.Equal((JobStatus.Ready, null, (ExitCode?)null), (state.Status, state.Reason, state.PauseCode));
    }

    [Fact]
    public void Sync_makes_a_waiting_job_ready_whenever_its_next_pass_was_due()
    {
        var waiting = At(JobStatus.Waiting) with { NextPassAt = Now.AddDays(1) };

        var state = CommandTransitions.Accept(waiting, JobCommand.Sync, JobStatus.Ready, Now);

        Assert.Equal((JobStatus.Ready, Now, RunMode.Changes), (state.Status, state.NextPassAt, state.NextMode));
    }

    [Theory]
    [InlineData(JobCommand.Redo, RunMode.Changes)]
    [InlineData(JobCommand.RedoAll, RunMode.All)]
    [InlineData(JobCommand.RedoFailed, RunMode.Failed)]
    [InlineData(JobCommand.RedoRepair, RunMode.Repair)]
    public void A_redo_says_what_the_next_run_takes_up(JobCommand command, RunMode mode)
    {
        var state = RunTransitions.Start(CommandTransitions.Accept(At(JobStatus.Failed), command, JobStatus.Ready, Now), Now);

        Assert.Equal((2, mode, RunMode.Changes), (state.Run!.Number, state.Run.Mode, state.NextMode));
    }

    [Fact]
    public void A_redo_after_another_source_takes_up_everything_and_remembers_nothing()
    {
        var edited = CommandTransitions.Edit(At(JobStatus.Failed), "other", [], startsOver: true);

        var state = RunTransitions.Start(CommandTransitions.Accept(edited, JobCommand.RedoFailed, JobStatus.Ready, Now), Now);

        Assert.Equal(RunMode.Changes, state.Run!.Mode);
        Assert.Empty(state.Catalogue.Spans);
    }

    [Fact]
    public void An_edit_is_seen_by_everyone()
    {
        var before = At(JobStatus.Paused);

        var state = CommandTransitions.Edit(before, "new", [9], startsOver: false);

        Assert.Equal(("new", before.ConfigVersion + 1, false), (state.Config, state.ConfigVersion, state.NeedsRedo));
    }

    [Fact]
    public void Another_seal_replaces_the_old_one_wherever_the_same_secrets_are_kept()
    {
        var state = At(JobStatus.Paused) with { SealedSecrets = [1], CleansUpWith = new(1, "old", [2]) };

        var former = CommandTransitions.Reseal(state, [2], [3]);
        var both = CommandTransitions.Reseal(former, [1], [4]);

        Assert.Equal<byte[]>([[1], [3]], [former.SealedSecrets, former.CleansUpWith!.SealedSecrets]);
        Assert.Equal<byte[]>([[4], [3]], [both.SealedSecrets, both.CleansUpWith!.SealedSecrets]);
        Assert.Same(both, CommandTransitions.Reseal(both, [1], [5]));
    }

    [Fact]
    public void Job_that_goes_on_is_opened_again_by_everyone()
    {
        var paused = At(JobStatus.Paused);

        var state = RunTransitions.Start(CommandTransitions.Accept(paused, JobCommand.Continue, JobStatus.Ready, Now), Now);

        Assert.Equal((JobStatus.Running, paused.Run!.Number), (state.Status, state.Run!.Number));
        Assert.True(state.ConfigVersion > paused.ConfigVersion);
    }

    private static JobState At(JobStatus status)
    {
        var open = ListingTransitions.RecordListing(Jobs.Running(), Jobs.Report());
        return status switch
        {
            JobStatus.Ready => Jobs.New(),
            JobStatus.Done or JobStatus.Failed or JobStatus.Waiting => Jobs.Running() with
            {
                Status = status,
                NextPassAt = status == JobStatus.Waiting ? Now : null,
                Run = Jobs.Running().Run! with
                {
                    Phase = RunPhase.Ended,
                    ExitCode = status == JobStatus.Failed ? ExitCode.Failures : ExitCode.Done,
                    List = new() { IsDone = true, Segments = 1 },
                },
            },
            _ => open with { Status = status },
        };
    }
}
