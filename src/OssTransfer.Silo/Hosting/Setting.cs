namespace OssTransfer.Silo.Hosting;

/// <summary>The three names of one setting.</summary>
/// <param name="Argument">On the command line, such as <c>--api-port</c>.</param>
/// <param name="Variable">In the environment, such as <c>OSSTRANSFER_API_PORT</c>.</param>
/// <param name="Key">In <c>appsettings.json</c>, such as <c>OssTransfer:Silo:ApiPort</c>.</param>
public sealed record Setting(string Argument, string Variable, string Key);
