namespace OssTransfer.Jobs.Progress;

/// <summary>Work of all kinds, as so many objects and so many bytes that are moved; what an object costs besides its bytes is passed in.</summary>
public readonly record struct WorkLoad(double Objects, double Bytes)
{
    /// <summary>In bytes that could be moved instead.</summary>
    /// <param name="objectBytes">What an object costs besides its bytes.</param>
    public double In(double objectBytes) => (Objects * objectBytes) + Bytes;

    /// <summary>Both together.</summary>
    public static WorkLoad operator +(WorkLoad one, WorkLoad other) => new(one.Objects + other.Objects, one.Bytes + other.Bytes);

    /// <summary>One without the other.</summary>
    public static WorkLoad operator -(WorkLoad one, WorkLoad other) => new(one.Objects - other.Objects, one.Bytes - other.Bytes);

    /// <summary>A part or a multiple of it.</summary>
    public static WorkLoad operator *(WorkLoad load, double factor) => new(load.Objects * factor, load.Bytes * factor);
}
