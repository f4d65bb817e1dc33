namespace OssTransfer.Transfer.Guard;

/// <summary>A body that wants to know how often it goes out: the guard repeats, the outcome counts repeats.</summary>
internal interface ITalliedBody
{
    /// <summary>One try begins.</summary>
    void SendBegins();
}
