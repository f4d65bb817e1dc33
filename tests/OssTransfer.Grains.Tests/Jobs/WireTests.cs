using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Invocation;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Machines;
using OssTransfer.Grains.Registry;

namespace OssTransfer.Grains.Tests.Jobs;

/// <summary>What silos of version 1.0 send and read: in a cluster that is being upgraded they meet with today's.</summary>
public sealed class WireTests
{
    private const string Returned =
        "300127A02025296F73737472616E736665722E72657475726E6564400D686F6C64657221000D01090105011D011101C7E8E00101E820000901050009000D0011E041096675" +
        "6C6C01154103700121012501030115E0";

    private static readonly ShardTicket Ticket = new(3, 2, 1, 7, 4, 99);

    [Fact]
    public void Answer_to_a_command_is_what_it_always_was()
    {
        AssertSame(
            "30019029ACC8356F73737472616E736665722E636F6D6D616E642D616E73776572000D410974657874410F72756E6E696E67011DE8E0",
            new CommandAnswer { Code = ExitCode.Failures, Message = "text", State = "running", Run = 7 });
        AssertSame(
            "30019029ACC8356F73737472616E736665722E636F6D6D616E642D616E73776572001941176E6F2073756368206A6F62C1010101E8E0",
            new CommandAnswer { Code = ExitCode.NotAllowed, Message = "no such job" });
    }

    [Fact]
    public void Progress_of_a_list_is_what_it_always_was() => AssertSame(
        "30014B9988D42B6F73737472616E736665722E6C6973742D73746570000941097465787401150103E8E0",
        new FileListProgress { Code = ExitCode.Usage, Message = "text", Next = 5, IsComplete = true });

    [Fact]
    public void Shard_that_comes_back_is_what_it_always_was()
    {
        AssertSame(
            "300127A02025296F73737472616E736665722E72657475726E6564400D686F6C64657221000D01090105011D011101C7E8E00103E8C001C1010101C101C101010101010101E0",
            new ReturnedShard("holder", Ticket, true),
            behind: "01010101C101");
        AssertSame(Returned, behind: "01010101C101", message: new ReturnedShard("holder", Ticket, false)
        {
            Check = new(1, 2, 3, 4),
            Pause = new("full", ExitCode.Stopped),
            Problem = "p",
            DestinationClockTicks = 8,
            PartShards = 9,
            EndsUpload = true,
            Incarnation = 10,
        });
    }

    /// <summary>Silos of version 1.0 would start an activation of their own of a grain that was called otherwise.</summary>
    [Theory]
    [InlineData(typeof(JobRegistryGrain), "jobdirectory")]
    [InlineData(typeof(MachineRegistryGrain), "machinedirectory")]
    public void Grain_whose_class_was_renamed_has_the_type_that_it_always_had(Type grain, string type) =>
        Assert.Equal(type, Assert.Single(grain.GetCustomAttributes<GrainTypeAttribute>()).GetGrainType(null!, grain).ToString());

    /// <summary>Those had a number where today's have a token, which doesn't travel.</summary>
    [Theory]
    [InlineData("AllAsync", "300126A5A7C8612822696E76222C5B477261696E5265665D2C5B6F73737472616E736665722E6469726563746F72795D2C22616C6C22290001E0")]
    [InlineData(
        "CandidatesAsync",
        "3001A5C75E456F2822696E76222C5B477261696E5265665D2C5B6F73737472616E736665722E6469726563746F72795D2C2263616E6469646174657322290001E0")]
    [InlineData("ReadAsync", "3001F734F97C612822696E76222C5B477261696E5265665D2C5B6F73737472616E736665722E6D616368696E65735D2C227265616422290001E0")]
    [InlineData("PartialResultAsync", "30017E11858E612822696E76222C5B477261696E5265665D2C5B6F73737472616E736665722E73686172645D2C227061727469616C22290001E0")]
    [InlineData("DescribeAsync", "30017FF5B03B5F2822696E76222C5B477261696E5265665D2C5B6F73737472616E736665722E6A6F625D2C22646573637269626522290001E0")]
    public void Call_of_an_older_silo_arrives(string method, string bytes)
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();

        var call = Assert.IsAssignableFrom<IInvokable>(services.GetRequiredService<Serializer>().Deserialize<object>(Convert.FromHexString(bytes)));

        Assert.Equal(method, call.GetMethodName());
    }

    /// <param name="bytes">What version 1.0 sends.</param>
    /// <param name="message">What they say.</param>
    /// <param name="behind">What today's send behind that; those of version 1.0 pass over it.</param>
    private static void AssertSame<T>(string bytes, T message, string behind = "")
        where T : notnull
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();

        Assert.Equal(bytes[..^2] + behind + bytes[^2..], Convert.ToHexString(serializer.SerializeToArray<object>(message)));
        Assert.Equivalent(message, Assert.IsType<T>(serializer.Deserialize<object>(Convert.FromHexString(bytes))), strict: true);
    }
}
