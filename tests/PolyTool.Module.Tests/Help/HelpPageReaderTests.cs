using PolyTool.HelpBuilder;
using PolyTool.Hosting;

namespace PolyTool.Module.Tests.Help;

public class HelpPageReaderTests
{
    internal const string Page = """
        # Stop-Upstream

        ## Synopsis

        Ends the pipeline
        early.

        ## Description

        Passes **some** objects on, see [the site](https://example.org/x).

        - one
        - two `code`

        ## Examples

        ### Two of many

        ```powershell
        1..10 |
            Select-Object -First 2
        ```

        Gives 1 and 2.

        ### With sorting

        ```powershell network
        1..10 | Sort-Object
        ```

        ## Parameters

        ### -First

        How many objects pass, 1 or more.

        Default: `3`.

        ## Inputs

        ### System.Object

        Anything.

        ## Outputs

        ### System.Object

        The same.

        ## Notes

        Only for tests.

        ## Related links

        - [Get-Other](Get-Other.md)
        - about_PolyTool
        - [Site](https://example.org/)
        """;

    [Fact]
    public void All_parts_of_a_page_are_read()
    {
        var page = Read(Page);
        Assert.Equal("Ends the pipeline early.", page.Synopsis);
        Assert.Equal(["Passes some objects on, see the site (https://example.org/x).", "- one\n- two code"], page.Description);
        Assert.Equal(["Two of many", "With sorting"], page.Examples.Select(e => e.Title));
        Assert.Equal("1..10 |\n    Select-Object -First 2", page.Examples[0].Code);
        Assert.Equal([false, true], page.Examples.Select(e => e.NeedsNetwork));
        Assert.Equal(["Gives 1 and 2."], page.Examples[0].Remarks);
        Assert.Equal("3", page.Parameters["first"].Default);
        Assert.Equal(["How many objects pass, 1 or more."], page.Parameters["First"].Description);
        Assert.Equal("System.Object", page.Inputs.Single().Name);
        Assert.Equal([("Get-Other", null), ("about_PolyTool", null), ("Site", "https://example.org/")], page.Links.Select(l => (l.Text, l.Uri)));
    }

    [Theory]
    [InlineData("# Stop-Upstream", "# Stop-Downstream", "Stop-Upstream.md(1): the first line must be '# Stop-Upstream'")]
    [InlineData("## Notes", "## Remarks", "no such section 'Remarks'")]
    [InlineData("## Notes", "## Inputs", "section 'Inputs' stands twice")]
    [InlineData("### -First", "### First", "a parameter's heading is '### -Name'")]
    [InlineData("```powershell network", "```powershell windows", "may be marked 'network', not 'windows'")]
    [InlineData("### Two of many\n", "### Two of many\n\nFirst some words.\n", "an example starts with a ```powershell block")]
    [InlineData("### Two of many\n", "", "text in 'Examples' before its first '###' heading")]
    public void A_page_in_another_form_is_refused_with_file_and_line(string part, string replacement, string message)
    {
        var error = Assert.Throws<HelpPageException>(() => Read(Page.ReplaceLineEndings("\n").Replace(part, replacement, StringComparison.Ordinal)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Matches(@"Stop-Upstream\.md\(\d+\): ", error.Message);
    }

    internal static HelpPage Read(string text)
    {
        using var folder = new ScratchFolder();
        return HelpPageReader.Read(folder.Write("Stop-Upstream.md", text));
    }
}
