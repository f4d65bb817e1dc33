using System.Runtime.InteropServices;
using OssTransfer.Cli;
using OssTransfer.Cli.CommandLine;

using var interrupted = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel);
return await CommandLineProgram.RunAsync(args, Shell.OfProcess(), interrupted.Token);

// A second signal ends the process in the system's own way.
void Cancel(PosixSignalContext context)
{
    context.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
}
