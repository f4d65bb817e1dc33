using System.Net;
using OssTransfer.Jobs.Machines;

namespace OssTransfer.Jobs.Tests.Machines;

public sealed class MachineListTests
{
    [Fact]
    public void Addresses_names_and_comments_are_read_in_any_form()
    {
        var read = MachineList.Parse(
            "\uFEFF# machines\r\n10.0.0.1\r\n  10.0.0.2  # the second\r\n\r\n[2001:db8::1]\n2001:DB8:0::2\nnode-3.example.com\n10.0.0.1\n::ffff:10.0.0.4");

        Assert.Empty(read.Errors);
        Assert.Equal(["10.0.0.1", "10.0.0.2", "2001:db8::1", "2001:db8::2", "node-3.example.com", "10.0.0.4"], read.Entries);
    }

    [Fact]
    public void All_errors_come_at_once_and_nothing_with_them()
    {
        var read = MachineList.Parse("10.0.0.1\n10.0.0.0/8\n10.0.0.1, 10.0.0.2\n300.1.2.3\n10.1\nhttp://node\nnode:22\n-node\n0.0.0.0\nff02::1\n");

        Assert.Empty(read.Entries);
        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9, 10], read.Errors.Select(error => error.Line));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("127.0.0.1\n::1\nlocalhost", false)]
    [InlineData("127.0.0.1\n10.0.0.1", true)]
    public void Only_loopback_is_no_restriction(string text, bool expected) =>
        Assert.Equal(expected, MachineList.IsRestricting(MachineList.Parse(text).Entries));

    [Fact]
    public void Machine_is_meant_by_name_by_address_and_by_what_a_name_leads_to()
    {
        string[] entries = ["10.0.0.1", "10.0.0.2", "NODE-1", "node-1.example.com", "other.example.com", "gone.example.com", "127.0.0.1"];
        var resolved = new Dictionary<string, IReadOnlyCollection<IPAddress>>
        {
            ["node-1.example.com"] = [IPAddress.Parse("192.0.2.9"), IPAddress.Parse("::ffff:10.0.0.1")],
            ["other.example.com"] = [IPAddress.Parse("10.0.0.2")],
        };

        var meant = MachineList.MeaningOf(entries, "node-1", [IPAddress.Parse("10.0.0.1")], resolved);

        Assert.Equal(["10.0.0.1", "NODE-1", "node-1.example.com"], meant);
    }
}
