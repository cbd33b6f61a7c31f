using System.Text;
using PolyTool.Shell;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
CommandLine line = CommandLine.Parse(args);
switch (line.Action)
{
    case ShellAction.Help:
        Console.Out.Write(Usage.Text);
        return ExitCode.Success;
    case ShellAction.Version:
        Console.Out.WriteLine(Usage.Version);
        return ExitCode.Success;
    case ShellAction.WrongUsage:
        Console.Error.WriteLine($"polytool: {line.Text}");
        Console.Error.WriteLine("Try: polytool --help");
        return ExitCode.WrongUsage;
}
if (ModuleLocation.Find(AppContext.BaseDirectory) is not { } manifest)
{
    Console.Error.WriteLine($"polytool: the PolyTool module was found neither beside {AppContext.BaseDirectory} nor in output/PolyTool of a checkout above it; build or install again.");
    return ExitCode.Failure;
}
return ShellSession.Run(line, manifest);
