using PolyTool.Hosting;
using PolyTool.Shell;

namespace PolyTool.Module.Tests.Shell;

public class ModuleLocationTests
{
    private static readonly string s_version = Path.GetFileName(Checkout.ModuleFolder);

    [Fact]
    public void Beside_the_program_comes_first_then_the_checkout_above_it()
    {
        using var folder = new ScratchFolder();
        string program = folder.Find("src", "Shell", "bin");
        Directory.CreateDirectory(program);
        Assert.Null(ModuleLocation.Find(program));

        string built = folder.Write($"output/PolyTool/{s_version}/PolyTool.psd1", "");
        Assert.Equal(built, ModuleLocation.Find(program));

        string beside = folder.Write("src/Shell/bin/PolyTool/PolyTool.psd1", "");
        Assert.Equal(beside, ModuleLocation.Find(program));
    }
}
