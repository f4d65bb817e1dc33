namespace OssTransfer.Jobs.Config;

/// <summary>When a run is checked (<c>check-time</c>). Values are stored: never reuse a number.</summary>
public enum CheckTime
{
    /// <summary>Never: what the transfer itself proved is all there is.</summary>
    Never = 1,

    /// <summary>Right after the transfer of each run.</summary>
    Now = 2,
}
