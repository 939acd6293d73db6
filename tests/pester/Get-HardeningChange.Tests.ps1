BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $session = Connect-AwsHardening -Sandbox Fnd203
    $done = Get-SgRule -GroupName 'WebApp*' | Where-Object OpenToVpc | Set-SgPeerReference
    $changes = Get-HardeningChange
}

AfterAll { Disconnect-AwsHardening }

Describe 'Get-HardeningChange' {
    It 'lists one change a group and direction, oldest first' {
        $changes | Should -BeOfType AwsHardening.HardeningChange
        $changes | Should -HaveCount 2
        $changes.ChangeId | Should -Be ($done.ChangeId | Select-Object -Unique)
        $changes.SetId | Sort-Object -Unique | Should -HaveCount 1
        $changes[0].Time | Should -BeLessOrEqual $changes[1].Time
        $changes.Status | Should -Be 'Applied', 'Applied'
        $changes.ResourceType | Should -Be 'AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroup'
    }

    It 'says what was and what is, as JSON, and why' {
        $changes[0].Before | ConvertFrom-Json | Should -Not -BeNullOrEmpty
        $changes[0].After | ConvertFrom-Json | Should -Not -BeNullOrEmpty
        $changes[0].Calls | Should -HaveCount 2
        $changes[0].Why | Should -Match '\w'
        $changes[0].CallerArn | Should -BeLike 'arn:aws:*'
    }

    It 'selects by id, set, resource, time and state' {
        (Get-HardeningChange $changes[1].ChangeId).ChangeId | Should -Be $changes[1].ChangeId
        Get-HardeningChange -Id $changes[0].SetId | Should -HaveCount 2
        (Get-HardeningChange -Resource $changes[0].ResourceId).ChangeId | Should -Be $changes[0].ChangeId
        Get-HardeningChange -Since ([datetimeoffset]::MaxValue) | Should -BeNullOrEmpty
        Get-HardeningChange -Status Undone, Failed | Should -BeNullOrEmpty
        Get-HardeningChange -Status Applied | Should -HaveCount 2
    }

    It 'takes what Set-SgPeerReference wrote from the pipeline' {
        ($done[0], $done[-1] | Get-HardeningChange).ChangeId | Should -Be $done[0].ChangeId, $done[-1].ChangeId
    }

    It 'lists only what was changed through the connection that is said' {
        Get-HardeningChange -Session $session | Should -HaveCount 2
        Get-HardeningChange -Region ap-southeast-2 | Should -BeNullOrEmpty
    }

    It 'reports an id that is not there' {
        Get-HardeningChange -Id no-such-change -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'ChangeNotFound,AwsHardening.Changes.GetHardeningChangeCommand'
        Get-HardeningChange -Id 'no-such-*' -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'reads the journal without a connection' {
        $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
        $null = $shell.AddScript("Import-Module '$ModulePath'; Get-HardeningChange").Invoke()
        $shell.Streams.Error | Should -BeNullOrEmpty
        $shell.Dispose()
    }
}
