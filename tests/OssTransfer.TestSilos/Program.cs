using OssTransfer.Silo.Hosting;

// A silo as a process of its own, for tests that kill one: --home DIR [--api-port N|none] [...]
var arguments = args.Chunk(2).ToDictionary(pair => pair[0], pair => (string?)pair[1]);
return (int)await SiloProgram.RunAsync(SiloHostSettings.Read(arguments), Console.Error, CancellationToken.None);
