using OssTransfer.Jobs.Machines;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Jobs.Tests.Machines;

public sealed class MachineListImportsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void First_file_is_taken_in() => Assert.Equal(["a"], Import(Two(), "one", "a", Now.AddDays(-9)).List.Entries);

    [Fact]
    public void File_of_a_home_that_comes_later_holds_only_where_it_is_newer()
    {
        var first = Import(Two(), "one", "a", Now.AddDays(-9));

        Assert.Equal(["a"], Import(first, "two", "b", Now.AddDays(-1)).List.Entries);
        Assert.Equal(["b"], Import(first, "two", "b", Now.AddMinutes(1)).List.Entries);
    }

    [Fact]
    public void Change_holds_whatever_the_clock_of_its_machine_says()
    {
        var both = Import(Import(Two(), "one", "a", Now.AddDays(-9)), "two", "b", Now.AddDays(-9));

        var changed = Import(both, "two", "c", Now.AddYears(-1));

        Assert.Equal(["c"], changed.List.Entries);
        Assert.Equal("two", changed.List.ChangedBy);
        Assert.Same(changed, Import(changed, "two", "c", Now));
        Assert.Same(changed, Import(changed, "one", "a", Now));
    }

    [Fact]
    public void Removed_file_ends_the_restriction_and_an_absent_one_says_nothing()
    {
        var first = Import(Two(), "one", "a", Now);

        Assert.Same(first, Import(first, "two", "", DateTimeOffset.MinValue));
        Assert.Empty(Import(first, "one", "", DateTimeOffset.MinValue).List.Entries);
    }

    private static MachinesState Import(MachinesState state, string machine, string content, DateTimeOffset writtenAt) =>
        MachineListImports.Import(state, machine, content.Length == 0 ? [] : [content], content, writtenAt, Now);

    private static MachinesState Two() => MachineTable.Announce(
        MachineTable.Announce(MachinesState.Empty, Report("one"), "10.0.0.1:1@1", Now), Report("two"), "10.0.0.2:1@1", Now);

    private static MachineReport Report(string name) => new() { Name = name, Address = name, Version = "1" };
}
