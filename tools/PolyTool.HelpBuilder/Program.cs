using System.Management.Automation;
using PolyTool.HelpBuilder;

if (args is not [string manifest, string docs, string output])
{
    Console.Error.WriteLine("usage: PolyTool.HelpBuilder <module manifest> <folder of pages> <output folder>");
    return 2;
}
try
{
    HelpFiles.Write(manifest, docs, output);
    return 0;
}
catch (Exception e) when (e is HelpPageException or RuntimeException or IOException)
{
    Console.Error.WriteLine(e is HelpPageException ? e.Message.Replace("): ", "): error HELP: ", StringComparison.Ordinal) : $"error HELP: {e.Message}");
    return 1;
}
