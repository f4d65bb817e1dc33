using OssTransfer.Contracts.Cluster;
using OssTransfer.Jobs.CommandLog;

namespace OssTransfer.Jobs.Tests.CommandLog;

public sealed class CommandRingTests
{
    [Fact]
    public void Oldest_commands_go_when_there_are_too_many()
    {
        var ring = Enumerable.Range(0, CommandRing.Kept + 5).Aggregate(CommandRing.Empty, (ring, number) => ring.Add(Command(number)));

        Assert.Equal(CommandRing.Kept, ring.Commands.Count);
        Assert.Equal(("5", $"{CommandRing.Kept + 4}"), (ring.Commands[0].Id, ring.Commands[^1].Id));
        Assert.True(CommandRing.Encode(ring).Length < 64 << 10);
    }

    [Fact]
    public void Command_that_is_there_is_not_added_again()
    {
        var ring = CommandRing.Empty.Add(Command(1));

        Assert.Same(ring, ring.Add(Command(1) with { Message = "again" }));
        Assert.Equal(2, ring.Add(Command(1) with { Command = "start" }).Commands.Count);
    }

    [Fact]
    public void Last_are_of_all_or_of_one_job_in_their_order()
    {
        var ring = Enumerable.Range(0, 10).Aggregate(CommandRing.Empty, (ring, number) => ring.Add(Command(number)));

        Assert.Equal(["8", "9"], ring.Last(2, null).Select(command => command.Id));
        Assert.Equal(["5", "7", "9"], ring.Last(3, "job1").Select(command => command.Id));
        Assert.Empty(ring.Last(3, "job"));
    }

    [Fact]
    public void Long_texts_are_cut()
    {
        var kept = CommandRing.Empty.Add(Command(1) with { Message = new('m', 5000) }).Commands[0];

        Assert.Equal(new string('m', 500) + "...", kept.Message);
    }

    [Fact]
    public void Stored_form_is_read_and_one_of_version_1_too()
    {
        var ring = CommandRing.Empty.Add(Command(1)).Add(Command(2));

        Assert.Equal(ring.Commands, CommandRing.Decode(CommandRing.Encode(ring)).Commands);
        Assert.Same(CommandRing.Empty, CommandRing.Decode([]));
        var stored = CommandRing.Decode(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "CommandLog", "commands-v1.bin")));
        Assert.Equal(ring.Commands, stored.Commands);
    }

    private static LoggedCommand Command(int number) => new()
    {
        Id = $"{number}",
        At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(8)).AddSeconds(number),
        Who = "li@host",
        From = "127.0.0.1",
        Machine = "node-1",
        Command = "pause",
        JobId = $"job{number % 2}",
        Code = 0,
        Message = $"job job{number % 2}: pause",
    };
}
