using System.Buffers.Binary;
using OssTransfer.Storage.Disk;

namespace OssTransfer.Storage.Tests.Disk;

public sealed class FileTimeTests
{
    public static TheoryData<long, uint> Times => new()
    {
        { 0, 0 },
        { 0, 1 },
        { 0, 999_999_999 },
        { -1, 0 },
        { -1, 999_999_999 },
        { 1_700_000_000, 123_456_789 },
        { -62_135_596_800, 0 },
        { -62_135_596_801, 999_999_999 },
        { 253_402_300_799, 999_999_999 },
        { 253_402_300_800, 0 },
        { long.MaxValue, 999_999_999 },
        { long.MinValue, 0 },
        { long.MinValue, 999_999_999 },
    };

    [Theory]
    [MemberData(nameof(Times))]
    public void Bytes_are_the_whole_number_of_nanoseconds(long seconds, uint nanoseconds)
    {
        var bytes = new byte[FileTime.Size];

        new FileTime(seconds, nanoseconds).Write(bytes);

        Assert.Equal(((Int128)seconds * 1_000_000_000) + nanoseconds, BinaryPrimitives.ReadInt128LittleEndian(bytes));
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void Time_is_the_nearest_that_can_be_held(long seconds, uint nanoseconds)
    {
        var sinceYearOne = ((Int128)seconds * 1_000_000_000) + nanoseconds + ((Int128)DateTime.UnixEpoch.Ticks * 100);

        var time = new FileTime(seconds, nanoseconds).ToTime();

        Assert.Equal((long)Int128.Clamp(sinceYearOne / 100, 0, DateTime.MaxValue.Ticks), time.UtcTicks);
        Assert.Equal(TimeSpan.Zero, time.Offset);
    }
}
