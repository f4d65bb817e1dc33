namespace OssTransfer.Transfer.Outcomes;

/// <summary>Which side a failure belongs to. Values are stored: never reuse a number.</summary>
public enum TransferSide
{
    /// <summary>Neither: this program or machine.</summary>
    Local = 0,

    /// <summary>Reading failed.</summary>
    Source = 1,

    /// <summary>Writing or proving failed.</summary>
    Destination = 2,
}
