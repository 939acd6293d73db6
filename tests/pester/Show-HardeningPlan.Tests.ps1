BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
    function New-Plan([string] $GroupName = "WebApp*") { Get-SgRule -GroupName $GroupName | Where-Object OpenToVpc | Set-SgPeerReference -PlanOnly }
}

Describe 'Show-HardeningPlan' {
    BeforeAll {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $plan = New-Plan
    }
    AfterAll { Disconnect-AwsHardening }

    It 'writes lines of text that name every change, its owner and its calls' {
        $lines = $plan | Show-HardeningPlan
        $lines[0] | Should -BeLike "Plan $($plan.PlanId): 2 changes in account *"
        foreach ($change in $plan.Changes) { $lines -match [regex]::Escape($change.ResourceId) | Should -Not -BeNullOrEmpty }
        $lines -match '^   - ' | Should -Not -BeNullOrEmpty
        $lines -match '^   \+ ' | Should -Not -BeNullOrEmpty
        $lines -match 'OWNED ELSEWHERE: CloudFormation stack' | Should -HaveCount 2
        $lines -match 'ec2:AuthorizeSecurityGroupIngress' | Should -Not -BeNullOrEmpty
    }

    It 'writes one string of Markdown' {
        $text = $plan | Show-HardeningPlan -Markdown
        $text | Should -HaveCount 1
        $text | Should -Match '(?m)^## Plan '
        [regex]::Matches($text, '(?m)^```diff$').Count | Should -Be 2
        ($text | ConvertFrom-Markdown).Html | Should -Match '<h3'
    }
}
