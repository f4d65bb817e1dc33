namespace OssTransfer.Silo.Hosting;

/// <summary>How log files are written.</summary>
public enum SiloLogFormat
{
    /// <summary>A line an entry, for people.</summary>
    Text,

    /// <summary>A JSON object a line, for programs.</summary>
    Json,
}
