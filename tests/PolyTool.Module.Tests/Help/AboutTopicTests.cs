using PolyTool.HelpBuilder;

namespace PolyTool.Module.Tests.Help;

public class AboutTopicTests
{
    [Fact]
    public void Prose_is_folded_and_code_and_tables_keep_their_shape()
    {
        var text = AboutTopic.Render("""
            # about_PolyTool

            ## Short description

            Which hypotheses hold across many users?

            ## Long description

            A long sentence that goes on and on until it is longer than the eighty columns that a help screen has for it.

            - an item that is quite long too, so that its second line has to hang below the first word of the item

            ```powershell
            Get-BatchUser   x
            ```

            | code | meaning |
            | --- | --- |
            | 0 | all went well |
            | 10 | not so |
            """);

        Assert.Equal("""
            TOPIC
                about_PolyTool

            SHORT DESCRIPTION
                Which hypotheses hold across many users?

            LONG DESCRIPTION
                A long sentence that goes on and on until it is longer than the eighty
                columns that a help screen has for it.

                - an item that is quite long too, so that its second line has to hang below
                  the first word of the item

                    Get-BatchUser   x

                code  meaning
                0     all went well
                10    not so

            """.ReplaceLineEndings("\n"), text);
    }
}
